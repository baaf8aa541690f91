import type { Problem } from '../model/problem.ts'

interface Shape {
  readonly what: string
  /** Small letters without one of which nothing fits the pattern: looking for them costs next to nothing. */
  readonly signs: readonly string[]
  readonly pattern: RegExp
}

const shapes: readonly Shape[] = [
  { what: 'an AWS access key', signs: ['akia', 'asia'], pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  {
    what: 'an AWS secret key',
    signs: ['secret'],
    pattern: /(?<=secret.{0,30}[:=]\s{0,3}["']?)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/gi,
  },
  {
    what: 'a GitHub token',
    signs: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{40,})/g,
  },
  {
    what: 'a GitLab token',
    signs: ['glpat-', 'glptt-', 'gldt-', 'glrt-'],
    pattern: /\bgl(?:pat|ptt|dt|rt)-[A-Za-z0-9_-]{20,}/g,
  },
  { what: 'a Slack token', signs: ['xox'], pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g },
  { what: 'a Google API key', signs: ['aiza'], pattern: /\bAIza[A-Za-z0-9_-]{35}/g },
  { what: 'an OpenAI or Anthropic key', signs: ['sk-'], pattern: /\bsk-[A-Za-z0-9_-]{20,}/g },
  { what: 'a Hugging Face token', signs: ['hf_'], pattern: /\bhf_[A-Za-z0-9]{30,}/g },
  { what: 'a PyPI token', signs: ['pypi-'], pattern: /\bpypi-[A-Za-z0-9_-]{40,}/g },
  { what: 'an npm token', signs: ['npm_'], pattern: /\bnpm_[A-Za-z0-9]{36}/g },
  { what: 'a private key', signs: ['private key-'], pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/g },
  {
    what: 'a signed token',
    signs: ['eyj'],
    pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  },
  { what: 'an Azure storage key', signs: ['accountkey='], pattern: /AccountKey=[A-Za-z0-9+/]{60,}={0,2}/g },
  {
    what: 'a password in a URL',
    signs: ['://'],
    pattern: /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,80}:)[^\s:/@${}]{3,200}(?=@)/g,
  },
]

const longestLine = 10_000

/** One piece of text that looks like a credential. */
interface Finding {
  readonly what: string
  readonly line: number
  readonly column: number
  readonly length: number
}

/** A warning for everything in a file, comments included, that looks like a credential; never its value. */
export function credentialProblems(file: string, text: string): readonly Problem[] {
  return findings(text).map(({ what, line, column }) => ({
    severity: 'warning',
    code: 'config/credential',
    message: `this looks like ${what}`,
    hint: 'Revoke it, keep it in a secret, and name that secret here.',
    place: { file, line, column },
  }))
}

/** The text with everything that looks like a credential replaced by stars of the same length. */
export function withoutCredentials(text: string): string {
  const rows = text.split('\n')
  for (const { line, column, length } of findings(text)) {
    const row = rows[line - 1] ?? ''
    rows[line - 1] = row.slice(0, column - 1) + '*'.repeat(length) + row.slice(column - 1 + length)
  }
  return rows.join('\n')
}

/** A problem that repeats nothing that looks like a credential, in no form. */
export function shielded(problem: Problem): Problem {
  const { hint, path, ...rest } = problem
  const message = withoutCredentials(problem.message)
  const isClean = message === problem.message
  return {
    ...rest,
    message,
    ...(hint === undefined || !isClean ? {} : { hint: withoutCredentials(hint) }),
    ...(path === undefined ? {} : { path: withoutCredentials(path) }),
  }
}

function findings(text: string): readonly Finding[] {
  const small = text.toLowerCase()
  const likely = shapes.filter(({ signs }) => signs.some((sign) => small.includes(sign)))
  if (likely.length === 0 && !small.includes('secrets')) return []
  const found: Finding[] = []
  let secretsIndent: number | undefined
  for (const [index, whole] of text.split('\n').entries()) {
    const row = whole.slice(0, longestLine)
    const known = found.length
    for (const { what, pattern } of likely)
      for (const match of row.matchAll(pattern))
        found.push({ what, line: index + 1, column: match.index + 1, length: match[0].length })
    const indent = row.search(/\S/)
    if (indent < 0) continue
    if (secretsIndent !== undefined && indent <= secretsIndent) secretsIndent = undefined
    const random = secretsIndent === undefined ? undefined : randomValue(row)
    if (random !== undefined && found.length === known)
      found.push({ what: 'a credential rather than the name of a secret', line: index + 1, ...random })
    if (/^\s*secrets\s*:|^\[secrets\]/.test(row)) secretsIndent = row.startsWith('[') ? -1 : indent
    else if (row.startsWith('[')) secretsIndent = undefined
  }
  return found
}

function randomValue(row: string): { readonly column: number; readonly length: number } | undefined {
  const match = /[:=]\s*["']?([^\s"'#]+)/.exec(row)
  const value = match?.[1]
  if (match === null || value === undefined || !isRandom(value)) return undefined
  return { column: match.index + match[0].length - value.length + 1, length: value.length }
}

/** Long, of mixed characters, and with nearly as much entropy as its length allows. */
function isRandom(text: string): boolean {
  if (text.length < 20 || text.length > 500 || !/\d/.test(text) || !/[a-z]/i.test(text)) return false
  if (/^(?:[A-Za-z]+|\d{1,6})(?:[-._/:](?:[A-Za-z]+|[vV]?\d{1,6}))+$/.test(text)) return false
  const isMixed = /[A-Z]/.test(text) && /[a-z]/.test(text)
  return entropy(text) > (isMixed ? 3.7 : 3.9) || (/^[0-9a-f]{32,}$/i.test(text) && entropy(text) > 3)
}

/** Bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}
