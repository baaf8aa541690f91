import type { ScalarType } from './tree.ts'

/** A plain scalar as YAML 1.1 resolves it. */
export interface ResolvedScalar {
  readonly type: ScalarType
  readonly value: null | boolean | number | string
}

const yes = new Set(['yes', 'true', 'on'])
const no = new Set(['no', 'false', 'off'])

/**
 * What an unquoted word means to readers of YAML 1.1: `on` is a boolean, `010` is 8, `1:30` is 90, but `1e3`, `y` and
 * `0o10` are text. These are the rules that existing configurations were written against.
 */
export function resolvePlain(text: string): ResolvedScalar {
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return { type: 'null', value: null }
  const boolean = booleanOf(text)
  if (boolean !== undefined) return { type: 'boolean', value: boolean }
  // Most words begin with a letter, which no number and no date does.
  if (/^[A-Za-z]/.test(text)) return { type: 'text', value: text }
  const integer = integerOf(text)
  if (integer !== undefined) return { type: 'integer', value: integer }
  const float = floatOf(text)
  if (float !== undefined) return { type: 'float', value: float }
  return { type: isDate(text) ? 'date' : 'text', value: text }
}

/** Booleans are written small, Capitalised or in CAPITALS. */
function booleanOf(text: string): boolean | undefined {
  if (text.length > 5 || !/^(?:[a-z]+|[A-Z][a-z]+|[A-Z]+)$/.test(text)) return undefined
  const small = text.toLowerCase()
  return yes.has(small) ? true : no.has(small) ? false : undefined
}

function integerOf(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1
  const bare = text.replace(/^[-+]/, '')
  const digits = bare.replaceAll('_', '')
  if (/^0b[01_]+$/.test(bare)) return sign * Number.parseInt(digits.slice(2), 2)
  if (/^0x[0-9a-fA-F_]+$/.test(bare)) return sign * Number.parseInt(digits.slice(2), 16)
  if (/^0[0-7_]+$/.test(bare)) return sign * Number.parseInt(digits, 8)
  if (/^(?:0|[1-9][0-9_]*)$/.test(bare)) return sign * Number(digits)
  if (isSexagesimal(bare)) return sign * sexagesimal(digits)
  return undefined
}

function floatOf(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1
  const bare = text.replace(/^[-+]/, '')
  const digits = bare.replaceAll('_', '')
  if (/^\.(?:inf|Inf|INF)$/.test(bare)) return sign * Number.POSITIVE_INFINITY
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return Number.NaN
  if (/^[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?$/.test(bare)) return sign * Number(digits)
  if (/^\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?$/.test(bare)) return sign * Number(digits)
  if (/^[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/.test(bare)) return sign * sexagesimal(digits)
  return undefined
}

function sexagesimal(digits: string): number {
  return digits.split(':').reduce((total, part) => total * 60 + Number(part), 0)
}

function isDate(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) ||
    /^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?$/.test(text)
  )
}

/** True for `1:30`, which is 90. */
export function isSexagesimal(text: string): boolean {
  return /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/.test(text)
}

/** True for `010`, which is 8. */
export function isOldOctal(text: string): boolean {
  return /^[-+]?0[0-7_]+$/.test(text) && /[1-9]/.test(text)
}
