const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/

/** A quantity such as `500m` or `2Gi` as a number of thousandths, so that sums of CPU shares are exact. */
export function milliOf(quantity: unknown): number {
  const match = QUANTITY.exec(String(quantity))
  if (match === null) return 0
  const [, number = '0', suffix = '', exponent] = match
  const factor = exponent === undefined ? (SUFFIXES[suffix] ?? 1) : 10 ** Number(exponent)
  return Math.ceil(Number((Number(number) * factor * 1000).toPrecision(15)))
}

/** Thousandths in Kubernetes' shortest form: binary suffixes for a resource counted in bytes, `m` where it is not whole. */
export function quantityText(milli: number, resource: string): string {
  if (milli % 1000 !== 0) return `${milli}m`
  const whole = milli / 1000
  return /memory|storage/.test(resource) ? binaryText(whole) : decimalText(whole)
}

function binaryText(whole: number): string {
  for (const suffix of ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki']) {
    const factor = SUFFIXES[suffix] ?? 1
    if (whole !== 0 && whole % factor === 0) return `${whole / factor}${suffix}`
  }
  return `${whole}`
}

function decimalText(whole: number): string {
  if (whole !== 0 && whole % 1e6 === 0) return `${whole / 1e6}M`
  return whole !== 0 && whole % 1e3 === 0 ? `${whole / 1e3}k` : `${whole}`
}
