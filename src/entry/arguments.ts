import { didYouMean } from '../model/nearest.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import type { Command, CommandInput, OptionSpec } from './command.ts'

type Value = string | number | boolean | string[]

/** Checks the words behind a command's name; every mistake is reported, not only the first. */
export function parseArguments(command: Command, words: readonly string[]): Result<CommandInput> {
  const problems: Problem[] = []
  const values = new Map<string, Value>()
  const positionals: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '--') {
      positionals.push(...words.slice(i + 1))
      break
    }
    if (!word.startsWith('-') || word === '-') {
      positionals.push(word)
      continue
    }
    const equals = word.indexOf('=')
    const name = equals < 0 ? word : word.slice(0, equals)
    const attached = equals < 0 ? undefined : word.slice(equals + 1)
    const found = findOption(command, name)
    if (found === undefined) {
      problems.push(unknownOption(command, name))
      continue
    }
    const { option, isNegated } = found
    if (option.kind === 'flag') {
      const isOn = attached === undefined ? true : attached === 'true'
      if (attached !== undefined && attached !== 'true' && attached !== 'false')
        problems.push(wrong(`${name} is a switch and takes no value such as "${attached}"`))
      values.set(option.name, isNegated ? !isOn : isOn)
      continue
    }
    const value = attached ?? words[++i]
    if (value === undefined) {
      problems.push(
        wrong(`${name} needs a value`, option.value === undefined ? undefined : `Write ${name} ${option.value}.`),
      )
      continue
    }
    const problem = store(values, option, value)
    if (problem !== undefined) problems.push(problem)
  }
  problems.push(...positionalProblems(command, positionals))
  return problems.length > 0 ? failed(...problems) : ok(inputOf(values, positionals))
}

function findOption(command: Command, word: string): { option: OptionSpec; isNegated: boolean } | undefined {
  const matches = (option: OptionSpec, name: string) =>
    `--${option.name}` === name || option.aliases?.includes(name) === true
  const direct = command.options.find((option) => matches(option, word))
  if (direct !== undefined) return { option: direct, isNegated: false }
  if (!word.startsWith('--no-')) return undefined
  const positive = command.options.find((option) => option.kind === 'flag' && matches(option, `--${word.slice(5)}`))
  return positive === undefined ? undefined : { option: positive, isNegated: true }
}

function store(values: Map<string, Value>, option: OptionSpec, value: string): Problem | undefined {
  if (option.choices !== undefined && !option.choices.includes(value))
    return wrong(
      `--${option.name} cannot be "${value}"`,
      didYouMean(value, option.choices) ?? `One of: ${option.choices.join(', ')}.`,
    )
  if (option.kind === 'list') {
    const list = values.get(option.name)
    if (Array.isArray(list)) list.push(value)
    else values.set(option.name, [value])
    return undefined
  }
  if (option.kind === 'number') {
    const number = Number(value)
    if (value.trim() === '' || !Number.isFinite(number)) return wrong(`--${option.name} needs a number, not "${value}"`)
    values.set(option.name, number)
    return undefined
  }
  values.set(option.name, value)
  return undefined
}

function positionalProblems(command: Command, given: readonly string[]): readonly Problem[] {
  const missing = command.positionals.slice(given.length).filter((positional) => positional.isRequired)
  const takesRest = command.positionals.at(-1)?.isRest === true
  const extra = takesRest ? [] : given.slice(command.positionals.length)
  return [
    ...missing.map((positional) => wrong(`bodywork ${command.name} needs ${positional.name}: ${positional.summary}`)),
    ...extra.map((word) => wrong(`bodywork ${command.name} does not know what to do with "${word}"`)),
  ]
}

function unknownOption(command: Command, word: string): Problem {
  const names = command.options.filter((option) => option.isHidden !== true).map((option) => `--${option.name}`)
  return wrong(
    `bodywork ${command.name} has no option ${word}`,
    didYouMean(word, names) ?? `See bodywork ${command.name} --help.`,
  )
}

function wrong(message: string, hint?: string): Problem {
  return { severity: 'error', code: 'input/arguments', message, ...(hint === undefined ? {} : { hint }) }
}

function inputOf(values: ReadonlyMap<string, Value>, positionals: readonly string[]): CommandInput {
  return {
    positionals,
    flag: (name) => {
      const value = values.get(name)
      return typeof value === 'boolean' ? value : undefined
    },
    text: (name) => {
      const value = values.get(name)
      return typeof value === 'string' ? value : undefined
    },
    number: (name) => {
      const value = values.get(name)
      return typeof value === 'number' ? value : undefined
    },
    list: (name) => {
      const value = values.get(name)
      return Array.isArray(value) ? value : []
    },
  }
}
