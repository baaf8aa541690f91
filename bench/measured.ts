/** One figure of a benchmark, next to what it is measured against. */
export interface Measured {
  readonly bench: string
  readonly what: string
  readonly value: number
  readonly unit: string
  /** The same of a peer or a floor, measured in the same run. */
  readonly against?: { readonly what: string; readonly value: number }
  /** What the design asks for: the value, or its ratio to the peer, is at most (or at least) that. */
  readonly target?: { readonly of: 'value' | 'ratio'; readonly atMost?: number; readonly atLeast?: number }
}

/** Value by peer, when there is one. */
export function ratioOf({ value, against }: Measured): number | undefined {
  return against === undefined ? undefined : value / against.value
}

/** True when the target is met; undefined without one. */
export function isMet(measured: Measured): boolean | undefined {
  const { target } = measured
  if (target === undefined) return undefined
  const number = target.of === 'value' ? measured.value : (ratioOf(measured) ?? Number.NaN)
  return number <= (target.atMost ?? number) && number >= (target.atLeast ?? number)
}

/** All figures as an aligned table. */
export function tableOf(all: readonly Measured[]): string {
  const rows = all.map((one) => [
    one.bench,
    one.what,
    `${shown(one.value)} ${one.unit}`,
    one.against === undefined ? '' : `${shown(one.against.value)} ${one.unit} (${one.against.what})`,
    ratioOf(one) === undefined ? '' : `${(ratioOf(one) ?? 0).toFixed(2)} x`,
    { true: 'met', false: 'MISSED', undefined: '' }[String(isMet(one))] ?? '',
  ])
  const head = ['', 'what', 'value', 'against', 'ratio', 'target']
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)))
  return [head, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}

/** The value below which that share of the numbers lies. */
export function percentile(numbers: readonly number[], share: number): number {
  const ordered = [...numbers].sort((a, b) => a - b)
  return ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? Number.NaN
}

function shown(value: number): string {
  return value >= 1000 ? String(Math.round(value)) : value.toFixed(value < 10 ? 2 : 1)
}
