/** An expression of `if` or `gate`, parsed; offsets count characters from 0 in the source text. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly offset: number }
  /** `outputs.prepare.rows`, `env.NAME`, `ref`: a value of the context. */
  | { readonly kind: 'reference'; readonly path: readonly string[]; readonly offset: number }
  | {
      readonly kind: 'call'
      readonly name: FunctionName
      readonly arguments: readonly Expression[]
      readonly offset: number
    }
  | { readonly kind: 'not'; readonly operand: Expression; readonly offset: number }
  | {
      readonly kind: 'binary'
      readonly operator: Operator
      readonly left: Expression
      readonly right: Expression
      readonly offset: number
    }

/** The operators between two operands, by binding strength. */
export type Operator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>='

/** The functions an expression may call, each with the number of its arguments. */
export const functions = {
  success: 0,
  failure: 0,
  always: 0,
  changed: 1,
  contains: 2,
  startsWith: 2,
  endsWith: 2,
} as const satisfies Record<string, number>

/** A name from `functions`. */
export type FunctionName = keyof typeof functions

/** What is wrong with an expression, and at which character. */
export interface ExpressionProblem {
  readonly message: string
  readonly offset: number
  readonly hint?: string
}

/** True for a name an expression may call. */
export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functions, name)
}

/** Every reference in the expression, in reading order. */
export function referencesOf(expression: Expression): readonly (Expression & { readonly kind: 'reference' })[] {
  switch (expression.kind) {
    case 'reference':
      return [expression]
    case 'not':
      return referencesOf(expression.operand)
    case 'binary':
      return [...referencesOf(expression.left), ...referencesOf(expression.right)]
    case 'call':
      return expression.arguments.flatMap(referencesOf)
    case 'literal':
      return []
  }
}

/** True when the expression asks for the state of the run itself, so that `success()` is not implied. */
export function asksForState(expression: Expression): boolean {
  switch (expression.kind) {
    case 'call':
      return ['success', 'failure', 'always'].includes(expression.name) || expression.arguments.some(asksForState)
    case 'not':
      return asksForState(expression.operand)
    case 'binary':
      return asksForState(expression.left) || asksForState(expression.right)
    case 'literal':
    case 'reference':
      return false
  }
}
