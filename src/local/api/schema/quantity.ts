const PATTERN = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const NANO = 9

/** A quantity in billionths, exact, with the notation it was written in. */
interface Amount {
  readonly nanos: bigint
  readonly notation: 'decimal' | 'binary' | 'exponent'
}

/** Why a text is no quantity, in the server's words. */
export const QUANTITY_RULE =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

/** The canonical spelling of a quantity: `1000m` is `1`, `1024Mi` is `1Gi`; undefined when it is none. */
export function canonicalQuantity(value: unknown): string | undefined {
  const amount = amountOf(value)
  return amount === undefined ? undefined : spelt(amount)
}

/** A quantity in billionths, for comparing; undefined when it is none. */
export function quantityNanos(value: unknown): bigint | undefined {
  return amountOf(value)?.nanos
}

function amountOf(value: unknown): Amount | undefined {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text.length > 64) return undefined
  const [, sign, digits = '', suffix = ''] = PATTERN.exec(text) ?? []
  if (sign === undefined) return undefined
  const [whole = '', fraction = ''] = digits.split('.')
  const unscaled = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`)
  const power = BINARY.indexOf(suffix)
  if (power > 0) return { nanos: scaled(unscaled * 1024n ** BigInt(power), NANO - fraction.length), notation: 'binary' }
  const isExponent = suffix.length > 1 || suffix === 'e'
  const exponent = isExponent ? Number(suffix.slice(1)) : (DECIMAL[suffix] ?? 0)
  if (Math.abs(exponent) > 30) return undefined
  return { nanos: scaled(unscaled, NANO + exponent - fraction.length), notation: isExponent ? 'exponent' : 'decimal' }
}

// What is smaller than a billionth is rounded up, away from zero.
function scaled(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value * 10n ** BigInt(exponent)
  const divisor = 10n ** BigInt(-exponent)
  const rest = value % divisor
  return value / divisor + (rest === 0n ? 0n : value < 0n ? -1n : 1n)
}

function spelt({ nanos, notation }: Amount): string {
  if (nanos === 0n) return '0'
  const unit = 10n ** BigInt(NANO)
  const isWhole = nanos % unit === 0n
  const size = nanos < 0n ? -nanos : nanos
  if (notation === 'binary' && isWhole && size >= 1024n * unit) return binary(nanos / unit)
  return decimal(nanos, notation === 'exponent')
}

function binary(value: bigint): string {
  let rest = value
  let power = 0
  while (power < BINARY.length - 1 && rest % 1024n === 0n) {
    rest /= 1024n
    power++
  }
  return `${rest}${BINARY[power]}`
}

function decimal(nanos: bigint, asExponent: boolean): string {
  let rest = nanos
  let exponent = -NANO
  while (rest % 1000n === 0n && exponent < 18) {
    rest /= 1000n
    exponent += 3
  }
  if (asExponent) return exponent === 0 ? String(rest) : `${rest}e${exponent}`
  const suffix = Object.entries(DECIMAL).find(([, power]) => power === exponent)?.[0] ?? ''
  return `${rest}${suffix}`
}
