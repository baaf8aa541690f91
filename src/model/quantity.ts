/** A Kubernetes quantity as an exact number of thousandths (of a core, of a byte). */
export type Milli = bigint

const binary: Readonly<Record<string, bigint>> = {
  Ki: 1n << 10n,
  Mi: 1n << 20n,
  Gi: 1n << 30n,
  Ti: 1n << 40n,
  Pi: 1n << 50n,
  Ei: 1n << 60n,
}
const decimalExponent: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}

/** The quantity in thousandths, rounded up as Kubernetes does; undefined for text that is no quantity. */
export function parseQuantity(text: string): Milli | undefined {
  const match = /^([+-]?)(\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([+-]?\d{1,3}))$/.exec(
    text,
  )
  if (match === null) return undefined
  const [, sign, number = '0', binaryUnit, decimalUnit, exponent] = match
  const [whole = '', fraction = ''] = number.split('.')
  const digits = BigInt(`${whole}${fraction}` || '0')
  const scale = binaryUnit === undefined ? 1n : (binary[binaryUnit] ?? 1n)
  const power = exponent === undefined ? (decimalExponent[decimalUnit ?? ''] ?? 0) : Number(exponent)
  if (Math.abs(power) > 30) return undefined
  const shift = power + 3 - fraction.length
  const value = shift >= 0 ? digits * scale * 10n ** BigInt(shift) : ceilDivide(digits * scale, 10n ** BigInt(-shift))
  return sign === '-' ? -value : value
}

function ceilDivide(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`; undefined when one is no quantity. */
export function compareQuantities(a: string, b: string): number | undefined {
  const [left, right] = [parseQuantity(a), parseQuantity(b)]
  if (left === undefined || right === undefined) return undefined
  return left < right ? -1 : left > right ? 1 : 0
}

/** Processor cores in the canonical form: `2`, `500m`. */
export function formatCpu(milli: Milli): string {
  return milli % 1000n === 0n ? String(milli / 1000n) : `${milli}m`
}

/** Bytes in the largest binary unit that divides them: `512Mi`, `2Gi`, `100`. */
export function formatBytes(milli: Milli): string {
  const bytes = ceilDivide(milli, 1000n)
  for (const [unit, size] of Object.entries(binary).reverse())
    if (bytes !== 0n && bytes % size === 0n) return `${bytes / size}${unit}`
  return String(bytes)
}
