import { didYouMean } from '../model/nearest.ts'
import type { Problem } from '../model/problem.ts'
import type { IniFile, IniOption } from './ini-file.ts'
import type { Entry, ScalarTree } from './tree.ts'

/** Reads the options of one INI file into entries of a tree and keeps what is wrong with them. */
export class IniFolder {
  readonly problems: Problem[] = []
  readonly #read = new Map<string, string>()
  readonly #file: IniFile
  readonly #at: { readonly file: string; readonly prefix: string }

  constructor(file: IniFile, at: { readonly file: string; readonly prefix: string }) {
    this.#file = file
    this.#at = at
  }

  /** A text that must be there. */
  text(section: string, name: string, change = (written: string) => written): Entry | undefined {
    return this.#required(section, name, (option) => scalar(option, 'text', change(option.value)))
  }

  /** One of a few words, exactly as they are spelt. */
  choice(section: string, name: string, choices: readonly string[]): Entry | undefined {
    return this.#required(section, name, (option) => {
      if (choices.includes(option.value)) return scalar(option, 'text', option.value)
      const hint = didYouMean(option.value, choices) ?? `One of: ${choices.join(', ')}.`
      return this.#wrong(section, option, `must be one of ${choices.join(', ')}`, hint)
    })
  }

  /** A whole number. */
  integer(section: string, name: string): Entry | undefined {
    return this.#required(section, name, (option) => {
      const isInteger = /^[-+]?\d+(?:_\d+)*$/.test(option.value)
      if (!isInteger) return this.#wrong(section, option, 'must be a whole number')
      const number = Number(option.value.replaceAll('_', ''))
      return number < 0 ? this.#wrong(section, option, 'must not be negative') : scalar(option, 'integer', number)
    })
  }

  /** A number. */
  number(section: string, name: string): Entry | undefined {
    return this.#required(section, name, (option) => {
      const isNumber = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(option.value)
      if (!isNumber) return this.#wrong(section, option, 'must be a number')
      const number = Number(option.value)
      return number < 0 ? this.#wrong(section, option, 'must not be negative') : scalar(option, 'float', number)
    })
  }

  /** `True` or `False`; absent means false, as before 1.0. */
  boolean(section: string, name: string): Entry | undefined {
    this.#read.set(`${section}.${name.toLowerCase()}`, name)
    const option = this.#file.get(section)?.get(name.toLowerCase())
    if (option === undefined) return undefined
    if (option.value === 'True' || option.value === 'False')
      return this.#entry(section, option, scalar(option, 'boolean', option.value === 'True'))
    const value = this.#wrong(section, option, 'must be True or False', didYouMean(option.value, ['True', 'False']))
    return value === undefined ? undefined : this.#entry(section, option, value)
  }

  /** A warning for every option that was never read, outside of the sections named. */
  unread(...free: readonly string[]): readonly Problem[] {
    const inherited = this.#file.get('DEFAULT')
    return [...this.#file].flatMap(([section, options]) =>
      [...options].flatMap(([key, option]): readonly Problem[] => {
        if (free.includes(section) || this.#read.has(`${section}.${key}`) || inherited?.has(key) === true) return []
        const known = [...this.#read.values()]
        const hint = didYouMean(option.name, known)
        return [
          {
            severity: 'warning',
            code: 'config/unknown-key',
            message: `${option.name} in [${section}] is no option of a configuration and is ignored`,
            ...(hint === undefined ? {} : { hint }),
            place: option.place,
            path: this.path(section, option.name),
          },
        ]
      }),
    )
  }

  /** Every option of a section. */
  all(section: string): readonly IniOption[] {
    return [...(this.#file.get(section)?.values() ?? [])]
  }

  /** The dotted path of an option. */
  path(section: string, name: string): string {
    return `${this.#at.prefix}${section}.${name}`
  }

  #required(section: string, name: string, read: (option: IniOption) => ScalarTree | undefined): Entry | undefined {
    this.#read.set(`${section}.${name.toLowerCase()}`, name)
    const option = this.#file.get(section)?.get(name.toLowerCase())
    if (option === undefined || option.value === '') {
      this.problems.push({
        severity: 'error',
        code: 'config/missing-key',
        message: `${this.#at.file} has no ${name} in [${section}]`,
        hint: this.#hint(section, name),
        place: option?.valuePlace ?? { file: this.#at.file, line: 1, column: 1 },
        path: this.path(section, name),
      })
      return undefined
    }
    const value = read(option)
    return value === undefined ? undefined : this.#entry(section, option, value)
  }

  #hint(section: string, name: string): string {
    const near = [...this.#file].find(([candidate]) => candidate !== section && candidate.toLowerCase() === section)
    const options = [...(this.#file.get(section)?.values() ?? [])].map((option) => option.name)
    if (near !== undefined) return `Write the section as [${section}], not [${near[0]}].`
    return didYouMean(name, options)?.replace('Did you mean', 'Is it') ?? `Add ${name}=… to [${section}].`
  }

  #entry(section: string, option: IniOption, value: ScalarTree): Entry {
    return {
      key: option.name,
      keyType: 'text',
      place: option.place,
      value,
      origin: this.path(section, option.name),
    }
  }

  #wrong(section: string, option: IniOption, message: string, hint?: string): undefined {
    const path = this.path(section, option.name)
    const base = { severity: 'error', code: 'config/wrong-value', message: `${option.name} ${message}` } as const
    this.problems.push({ ...base, ...(hint === undefined ? {} : { hint }), place: option.valuePlace, path })
    return undefined
  }
}

function scalar(option: IniOption, type: ScalarTree['type'], value: ScalarTree['value']): ScalarTree {
  return { kind: 'scalar', place: option.valuePlace, type, value, source: option.value }
}
