import type { Expression, Operator } from './expression.ts'
import { never } from './problem.ts'

/** What an expression is evaluated against. */
export interface ExpressionContext {
  /** Outputs of this stage (`outputs.KEY`) and of earlier ones (`outputs.STAGE.KEY`). */
  readonly outputs: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly env: Readonly<Record<string, string>>
  readonly ref?: string
  readonly branch?: string
  readonly commit?: string
  readonly matrix?: Readonly<Record<string, string>>
  /** True when a file that matches one of the globs differs from the base commit. */
  readonly changed: (globs: readonly string[]) => boolean
  /** State of what came before. */
  readonly state: 'success' | 'failure' | 'skipped'
}

/** A value of the expression language. */
export type ExpressionValue = string | number | boolean | null

/** What an expression gives, or why it cannot be told. */
export type Evaluated =
  | { readonly ok: true; readonly value: ExpressionValue }
  | { readonly ok: false; readonly message: string; readonly offset: number }

class Untold extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** The value of an expression in a context; nothing in it is ever run as code. */
export function evaluateExpression(expression: Expression, context: ExpressionContext): Evaluated {
  try {
    return { ok: true, value: resultOf(expression, context) }
  } catch (error) {
    if (!(error instanceof Untold)) throw error
    return { ok: false, message: error.message, offset: error.offset }
  }
}

/** What counts as true: everything but false, null, 0, the empty text and the text "false". */
export function isTruthy(value: ExpressionValue): boolean {
  return value !== false && value !== null && value !== 0 && value !== '' && value !== 'false'
}

function resultOf(expression: Expression, context: ExpressionContext): ExpressionValue {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'reference':
      return lookUp(expression.path, expression.offset, context)
    case 'not':
      return !isTruthy(resultOf(expression.operand, context))
    case 'call':
      return call(expression, context)
    case 'binary':
      return binary(expression, context)
    default:
      return never(expression)
  }
}

function lookUp(path: readonly string[], offset: number, context: ExpressionContext): ExpressionValue {
  const [root = '', ...rest] = path
  if (root === 'ref' || root === 'branch' || root === 'commit') return context[root] ?? ''
  const name = path.join('.')
  if (root === 'env') return own(context.env, rest.join('.')) ?? ''
  if (root === 'matrix') {
    const value = own(context.matrix ?? {}, rest.join('.'))
    if (value === undefined) throw new Untold(`${name} is no value of this stage's matrix`, offset)
    return value
  }
  const first = own(context.outputs, rest[0] ?? '')
  if (typeof first === 'string' && rest.length === 1) return first
  const value = typeof first === 'object' ? own(first, rest.slice(1).join('.')) : undefined
  if (value === undefined) throw new Untold(`${name} was never written`, offset)
  return value
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function call(expression: Expression & { readonly kind: 'call' }, context: ExpressionContext): ExpressionValue {
  const given = expression.arguments.map((argument) => textOf(resultOf(argument, context)))
  const [first = '', second = ''] = given
  switch (expression.name) {
    case 'success':
      return context.state === 'success'
    case 'failure':
      return context.state === 'failure'
    case 'always':
      return true
    case 'changed':
      return context.changed(given)
    case 'contains':
      return first.includes(second)
    case 'startsWith':
      return first.startsWith(second)
    case 'endsWith':
      return first.endsWith(second)
    default:
      return never(expression.name)
  }
}

function binary(expression: Expression & { readonly kind: 'binary' }, context: ExpressionContext): ExpressionValue {
  const { operator, offset } = expression
  const left = resultOf(expression.left, context)
  if (operator === '&&') return isTruthy(left) ? isTruthy(resultOf(expression.right, context)) : false
  if (operator === '||') return isTruthy(left) ? true : isTruthy(resultOf(expression.right, context))
  const right = resultOf(expression.right, context)
  if (operator === '==' || operator === '!=') return isEqual(left, right) === (operator === '==')
  return isOrdered(operator, numberOf(left, offset), numberOf(right, offset))
}

/** Numbers compare as numbers even when an output carries them as text. */
function isEqual(left: ExpressionValue, right: ExpressionValue): boolean {
  if (left === null || right === null) return left === right
  const numbers = [left, right].map((value) => (typeof value === 'boolean' ? Number.NaN : toNumber(value)))
  if (typeof left !== typeof right && numbers.every((number) => !Number.isNaN(number))) return numbers[0] === numbers[1]
  return textOf(left) === textOf(right)
}

function isOrdered(operator: Exclude<Operator, '&&' | '||' | '==' | '!='>, left: number, right: number): boolean {
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    default:
      return never(operator)
  }
}

function numberOf(value: ExpressionValue, offset: number): number {
  const number = typeof value === 'boolean' || value === null ? Number.NaN : toNumber(value)
  if (Number.isNaN(number)) throw new Untold(`${JSON.stringify(value)} is not a number and cannot be ordered`, offset)
  return number
}

function toNumber(value: string | number): number {
  if (typeof value === 'number') return value
  return /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(value) ? Number(value) : Number.NaN
}

function textOf(value: ExpressionValue): string {
  return value === null ? '' : String(value)
}
