import type { Command, CommandEntry, OptionSpec } from './command.ts'

/** The list of commands that `bodywork` and `bodywork help` print. */
export function overview(entries: readonly CommandEntry[]): string {
  const shown = entries.filter((entry) => entry.isHidden !== true)
  const width = Math.max(...shown.map((entry) => entry.name.length))
  return [
    'Deploy machine-learning pipelines to Kubernetes.',
    '',
    'Usage: bodywork COMMAND [OPTIONS]',
    '',
    'Commands:',
    ...shown.map((entry) => `  ${entry.name.padEnd(width)}  ${entry.summary}`),
    '',
    'Run "bodywork COMMAND --help" for options and examples.',
    '',
  ].join('\n')
}

/** What `bodywork COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  const positionals = command.positionals.map(
    (p) => ` ${p.isRequired ? p.name : `[${p.name}]`}${p.isRest === true ? '...' : ''}`,
  )
  const options = command.options.filter((option) => option.isHidden !== true)
  const rows = options.map((option) => [optionWords(option), optionSummary(option)] as const)
  const names = command.positionals.map((p) => [p.name, p.summary] as const)
  const width = Math.max(0, ...[...rows, ...names].map(([words]) => words.length))
  const table = (items: readonly (readonly [string, string])[]) =>
    items.map(([words, text]) => `  ${words.padEnd(width)}  ${text}`)
  return [
    `${capital(command.summary)}.`,
    ...(command.description === undefined ? [] : ['', command.description]),
    '',
    `Usage: bodywork ${command.name}${positionals.join('')}${options.length > 0 ? ' [OPTIONS]' : ''}`,
    ...(names.length > 0 ? ['', 'Arguments:', ...table(names)] : []),
    ...(rows.length > 0 ? ['', 'Options:', ...table(rows)] : []),
    ...(command.examples.length > 0 ? ['', 'Examples:', ...command.examples.map((example) => `  ${example}`)] : []),
    '',
  ].join('\n')
}

function optionWords(option: OptionSpec): string {
  const names = [`--${option.name}`, ...(option.aliases ?? [])].join(', ')
  return option.kind === 'flag' ? names : `${names} ${option.value ?? 'VALUE'}`
}

function optionSummary(option: OptionSpec): string {
  return [
    option.summary,
    ...(option.kind === 'list' ? ['(may be repeated)'] : []),
    ...(option.default === undefined ? [] : [`(default: ${option.default})`]),
  ].join(' ')
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
