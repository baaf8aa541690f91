import { failed, ok, type Problem, type Result } from '../model/problem.ts'

/** Values of secrets by secret name and key. */
export type SecretValues = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Reads lines `NAME.KEY=VALUE` and blocks `NAME.KEY<<END` … `END`; mistakes are told by line number, never by value. */
export function parseSecretLines(text: string): Result<SecretValues> {
  const values: Record<string, Record<string, string>> = {}
  const problems: Problem[] = []
  const lines = text.split(/\r\n|\n/)
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    const match = /^\s*([A-Za-z0-9][A-Za-z0-9-]*)\.([A-Za-z0-9._-]+)(=|<<)(.*)$/.exec(line)
    if (match === null) {
      problems.push(wrong(i + 1, 'is not NAME.KEY=VALUE or NAME.KEY<<END'))
      continue
    }
    const [, name = '', key = '', operator, rest = ''] = match
    let value = rest
    if (operator === '<<') {
      const start = i
      const end = lines.indexOf(rest.trim(), i + 1)
      if (rest.trim() === '' || end < 0) {
        problems.push(wrong(start + 1, `opens a block that no line ends`))
        break
      }
      value = lines.slice(i + 1, end).join('\n')
      i = end
    }
    if (value === '') problems.push(wrong(i + 1, `gives ${name}.${key} no value`))
    values[name] = { ...values[name], [key]: value }
  }
  return problems.length > 0 ? failed(...problems) : ok(values)
}

function wrong(line: number, what: string): Problem {
  return {
    severity: 'error',
    code: 'input/secrets',
    message: `line ${line} of the input "secrets" ${what}`,
    hint: 'Write one NAME.KEY=VALUE a line; a value of several lines goes between NAME.KEY<<END and END.',
    path: 'secrets',
  }
}
