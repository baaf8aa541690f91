import { failed, hasErrors, ok, type Problem, type Result } from '../model/problem.ts'
import { expanded } from './ini-expand.ts'
import type { IniFile, IniOption } from './ini-file.ts'

/**
 * Reads INI text: `=` or `:` separates, whole-line comments start with `#` or `;`, deeper lines continue a value,
 * `[DEFAULT]` is inherited, `${section:option}` expands. Quotes around a value are taken off, with a note.
 */
export function iniFile(file: string, text: string): Result<IniFile> {
  const reader = new IniReader(file)
  for (const [index, row] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries())
    reader.line(row, index + 1)
  reader.end()
  reader.keepLastComments()
  if (hasErrors(reader.problems)) return failed(...reader.problems)
  const { sections, problems } = expanded(reader.sections)
  const all = [...reader.problems, ...problems]
  return hasErrors(all) ? failed(...all) : ok(sections, all)
}

class IniReader {
  readonly sections = new Map<string, Map<string, IniOption>>()
  readonly problems: Problem[] = []
  readonly #file: string
  #section: string | undefined
  #comments: string[] = []
  #option: { readonly key: string; readonly indent: number; lines: string[] } | undefined

  constructor(file: string) {
    this.#file = file
  }

  line(row: string, number: number): void {
    const indent = row.search(/\S/)
    const text = row.trim()
    if (indent < 0) {
      this.#option?.lines.push('')
      return
    }
    if (text.startsWith('#') || text.startsWith(';')) {
      this.#comments.push(text.replace(/^[#;]+ ?/, ''))
      return
    }
    if (this.#option !== undefined && indent > this.#option.indent) {
      this.#option.lines.push(text)
      return
    }
    this.end()
    const header = /^\[([^\]]+)\]/.exec(text)
    if (header !== null) this.#open(header[1] ?? '', number, indent)
    else this.#read(row, indent, number)
  }

  /** Closes the option that is being read. */
  end(): void {
    const open = this.#option
    this.#option = undefined
    const options = this.sections.get(this.#section ?? '')
    const option = open === undefined ? undefined : options?.get(open.key)
    if (open === undefined || option === undefined) return
    const value = open.lines.join('\n').trimEnd()
    const bare = /^(["'])([\s\S]*)\1$/.exec(value)
    if (bare !== null) this.problems.push(quotesNote(option, this.#section ?? ''))
    options?.set(open.key, { ...option, value: bare?.[2] ?? value })
  }

  /** Comments at the end of the file belong to the last option. */
  keepLastComments(): void {
    const options = this.sections.get(this.#section ?? '')
    const last = [...(options?.entries() ?? [])].at(-1)
    if (last !== undefined) options?.set(last[0], { ...last[1], comments: [...last[1].comments, ...this.#comments] })
  }

  #open(name: string, line: number, indent: number): void {
    if (this.sections.has(name))
      this.#fault('config/duplicate-section', `the section [${name}] stands twice`, line, indent, 'Join both.')
    else this.sections.set(name, new Map())
    this.#section = name
  }

  #read(row: string, indent: number, line: number): void {
    const options = this.sections.get(this.#section ?? '')
    if (options === undefined) {
      this.#fault('config/no-section', 'this line stands before any [section]', line, indent, 'Start with [default].')
      return
    }
    const separator = row.search(/[:=]/)
    const name = row.slice(0, Math.max(0, separator)).trim()
    const value = row.slice(separator + 1).trim()
    if (separator < 0 || name === '') {
      this.#fault('config/syntax', 'this is no NAME=VALUE', line, indent)
      return
    }
    const key = name.toLowerCase()
    if (options.has(key)) {
      this.#fault('config/duplicate-key', `the option ${name} stands twice in [${this.#section}]`, line, indent)
      return
    }
    const place = { file: this.#file, line, column: indent + 1 }
    const valuePlace = { ...place, column: row.indexOf(value, separator + 1) + 1 }
    options.set(key, { name, place, value, valuePlace, comments: this.#comments })
    this.#comments = []
    this.#option = { key, indent, lines: [value] }
  }

  #fault(code: string, message: string, line: number, indent: number, hint?: string): void {
    const place = { file: this.#file, line, column: indent + 1 }
    this.problems.push({ severity: 'error', code, message, ...(hint === undefined ? {} : { hint }), place })
  }
}

function quotesNote(option: IniOption, section: string): Problem {
  return {
    severity: 'note',
    code: 'config/quoted-value',
    message: `the quotes around ${option.name} are not needed and are taken off`,
    place: option.valuePlace,
    path: `${section}.${option.name}`,
  }
}
