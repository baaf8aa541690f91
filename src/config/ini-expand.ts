import type { Problem } from '../model/problem.ts'
import type { IniFile, IniOption } from './ini-file.ts'

const deepest = 10
const mostReferences = 5000

interface Scope {
  readonly sections: IniFile
  readonly budget: { left: number }
  readonly depth: number
}

/** Writes out `${option}` and `${section:option}`, and what sections inherit from `[DEFAULT]`. */
export function expanded(sections: IniFile): { readonly sections: IniFile; readonly problems: readonly Problem[] } {
  const inherited = sections.get('DEFAULT') ?? new Map<string, IniOption>()
  const whole = new Map(
    [...sections]
      .filter(([name]) => name !== 'DEFAULT')
      .map(([name, options]) => [name, new Map([...inherited, ...options])] as const),
  )
  const problems: Problem[] = []
  const budget = { left: mostReferences }
  const result = new Map<string, ReadonlyMap<string, IniOption>>()
  for (const [section, options] of whole) {
    const written = [...options].map(([key, option]) => {
      const { value, fault } = expand(option.value, section, { sections: whole, budget, depth: 0 })
      if (fault !== undefined) problems.push(expansionProblem(option, section, fault))
      return [key, { ...option, value }] as const
    })
    result.set(section, new Map(written))
  }
  return { sections: result, problems }
}

function expand(text: string, section: string, scope: Scope): { readonly value: string; readonly fault?: string } {
  let fault: string | undefined = scope.depth > deepest ? 'references go round in a circle' : undefined
  if (fault === undefined && scope.budget.left <= 0) fault = 'there are too many references'
  if (fault !== undefined) return { value: '', fault }
  const value = text.replace(
    /\$(\$|\{([^}:]*)(?::([^}]*))?\}|)/g,
    (_, sign: string, first?: string, second?: string) => {
      if (sign === '$') return '$'
      if (sign === '' || first === undefined) {
        fault ??= 'a lone $ must be written $$'
        return ''
      }
      const [from, name] = second === undefined ? [section, first] : [first, second]
      scope.budget.left--
      const option = scope.sections.get(from)?.get(name.toLowerCase())
      if (option === undefined) {
        fault ??= `\${${from}:${name}} is not defined`
        return ''
      }
      const inner = expand(option.value, from, { ...scope, depth: scope.depth + 1 })
      fault ??= inner.fault
      return inner.value
    },
  )
  return { value, ...(fault === undefined ? {} : { fault }) }
}

function expansionProblem(option: IniOption, section: string, fault: string): Problem {
  return {
    severity: 'error',
    code: 'config/bad-reference',
    message: `${option.name}: ${fault}`,
    place: option.valuePlace,
    path: `${section}.${option.name}`,
  }
}
