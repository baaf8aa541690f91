import { type Expression, type ExpressionProblem, functions, isFunctionName, type Operator } from './expression.ts'
import { didYouMean } from './nearest.ts'

/** A parsed expression, or the first thing that is wrong with it. */
export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problem: ExpressionProblem }

interface Token {
  readonly kind: 'text' | 'number' | 'word' | 'sign' | 'end'
  readonly text: string
  readonly offset: number
}

class Refusal extends Error {
  readonly problem: ExpressionProblem
  constructor(problem: ExpressionProblem) {
    super(problem.message)
    this.problem = problem
  }
}

const deepest = 50
const precedence: readonly (readonly Operator[])[] = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>=']]
const roots = ['outputs', 'env', 'ref', 'branch', 'commit', 'matrix']

/** Parses an `if` or `gate` text; `${{ … }}` around it is accepted. */
export function parseExpression(source: string): ParsedExpression {
  const wrapped = /^(\s*\$\{\{)([\s\S]*)\}\}\s*$/.exec(source)
  const shift = wrapped?.[1]?.length ?? 0
  try {
    const tokens = tokensOf(wrapped?.[2] ?? source)
    const reader = new Reader(tokens)
    const expression = reader.binary(0, 0)
    const rest = reader.next()
    if (rest.kind !== 'end') throw refusal(`unexpected ${shown(rest)}`, rest, 'Join conditions with && or ||.')
    return { ok: true, expression }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ok: false, problem: { ...error.problem, offset: error.problem.offset + shift } }
  }
}

const tokenShape =
  /\s+|"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|([A-Za-z_][\w-]*(?:\.[\w-]+)*)|(&&|\|\||[=!<>]=|[<>!(),])/y

function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = []
  tokenShape.lastIndex = 0
  for (let offset = 0; offset < source.length; offset = tokenShape.lastIndex) {
    tokenShape.lastIndex = offset
    const match = tokenShape.exec(source)
    if (match === null) throw unreadable(source, offset)
    const [, double, single, number, word, sign] = match
    if (double !== undefined) tokens.push({ kind: 'text', text: double.replace(/\\(.)/g, '$1'), offset })
    else if (single !== undefined) tokens.push({ kind: 'text', text: single.replaceAll("''", "'"), offset })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, offset })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, offset })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, offset })
  }
  return [...tokens, { kind: 'end', text: '', offset: source.length }]
}

function unreadable(source: string, offset: number): Refusal {
  const character = source[offset] ?? ''
  const hints: Readonly<Record<string, string>> = {
    '=': 'Compare with ==.',
    '&': 'Write && for "and".',
    '|': 'Write || for "or".',
    '"': 'A text must end with the quote it starts with.',
    "'": 'A text must end with the quote it starts with.',
  }
  const hint = hints[character]
  return new Refusal({
    message: `unexpected ${JSON.stringify(character)}`,
    offset,
    ...(hint === undefined ? {} : { hint }),
  })
}

class Reader {
  readonly #tokens: readonly Token[]
  #position = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  peek(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '', offset: 0 }
  }

  next(): Token {
    const token = this.peek()
    this.#position++
    return token
  }

  binary(level: number, depth: number): Expression {
    const operators = precedence[level]
    if (operators === undefined) return this.unary(depth)
    let left = this.binary(level + 1, depth)
    for (;;) {
      const token = this.peek()
      const operator = token.kind === 'sign' ? operators.find((candidate) => candidate === token.text) : undefined
      if (operator === undefined) return left
      if (level === 2 && left.kind === 'binary' && precedence[2]?.includes(left.operator) === true)
        throw refusal('comparisons cannot be chained', token, 'Join two comparisons with &&.')
      this.next()
      left = { kind: 'binary', operator, left, right: this.binary(level + 1, depth), offset: token.offset }
    }
  }

  unary(depth: number): Expression {
    const token = this.next()
    if (depth > deepest) throw refusal('the expression is nested too deeply', token)
    if (token.kind === 'sign' && token.text === '!')
      return { kind: 'not', operand: this.unary(depth + 1), offset: token.offset }
    if (token.kind === 'sign' && token.text === '(') {
      const inner = this.binary(0, depth + 1)
      this.#close(token)
      return inner
    }
    if (token.kind === 'text') return { kind: 'literal', value: token.text, offset: token.offset }
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text), offset: token.offset }
    if (token.kind === 'word') return this.#word(token, depth)
    throw refusal(token.kind === 'end' ? 'the expression ends too early' : `unexpected ${shown(token)}`, token)
  }

  #word(token: Token, depth: number): Expression {
    if (this.peek().text === '(' && this.peek().kind === 'sign') return this.#call(token, depth)
    if (token.text === 'true' || token.text === 'false')
      return { kind: 'literal', value: token.text === 'true', offset: token.offset }
    if (token.text === 'null') return { kind: 'literal', value: null, offset: token.offset }
    const path = token.text.split('.')
    const root = path[0] ?? ''
    if (!roots.includes(root))
      throw refusal(
        `"${root}" is unknown here`,
        token,
        isFunctionName(root) ? `Write ${root}().` : (didYouMean(root, roots) ?? `Known: ${roots.join(', ')}.`),
      )
    return { kind: 'reference', path, offset: token.offset }
  }

  #call(token: Token, depth: number): Expression {
    const name = token.text
    if (!isFunctionName(name))
      throw refusal(
        `there is no function "${name}"`,
        token,
        didYouMean(name, Object.keys(functions)) ?? `Known: ${Object.keys(functions).join(', ')}.`,
      )
    const open = this.next()
    const given: Expression[] = []
    while (!(this.peek().kind === 'sign' && this.peek().text === ')')) {
      given.push(this.binary(0, depth + 1))
      if (this.peek().text !== ',' || this.peek().kind !== 'sign') break
      this.next()
    }
    this.#close(open)
    if (name !== 'changed' ? given.length !== functions[name] : given.length === 0)
      throw refusal(`${name}() takes ${functions[name]} argument(s), not ${given.length}`, token)
    return { kind: 'call', name, arguments: given, offset: token.offset }
  }

  #close(open: Token): void {
    const token = this.next()
    if (token.kind !== 'sign' || token.text !== ')') throw refusal('this parenthesis is never closed', open)
  }
}

function shown(token: Token): string {
  return token.kind === 'end' ? 'end' : JSON.stringify(token.text)
}

function refusal(message: string, token: Token, hint?: string): Refusal {
  return new Refusal({ message, offset: token.offset, ...(hint === undefined ? {} : { hint }) })
}
