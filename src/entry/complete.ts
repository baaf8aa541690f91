import type { Command, CommandEntry } from './command.ts'

/** Names that only the cluster knows. */
export type LiveNames = 'pipelines' | 'services' | 'cronjobs' | 'secrets' | 'groups' | 'namespaces'

/** What may stand where the cursor is. */
export interface Completion {
  readonly words: readonly string[]
  readonly live?: LiveNames
  /** Words before the cursor that name nothing but things: a pipeline, a service. */
  readonly named: readonly string[]
}

/** What fits behind these words; the last one is what has been typed of the next. */
export async function completionFor(words: readonly string[], table: readonly CommandEntry[]): Promise<Completion> {
  const typed = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const entry = entryOf(before, table)
  const next = nextNames(before, table)
  if (entry === undefined || next.length > 0) return { words: fitting(next, typed), named: [] }
  const command = await entry.command.load()
  return within(command, before.slice(entry.length), typed)
}

/** The next word of every command whose name begins with the words so far. */
function nextNames(before: readonly string[], table: readonly CommandEntry[]): readonly string[] {
  const names = table
    .filter((entry) => entry.isHidden !== true)
    .flatMap(({ name, synonyms = [] }) => [name, ...synonyms])
  const next = names
    .map((name) => name.split(' '))
    .filter((parts) => parts.length > before.length && before.every((word, at) => parts[at] === word))
    .map((parts) => parts[before.length] ?? '')
  return [...new Set(next)].sort()
}

function entryOf(before: readonly string[], table: readonly CommandEntry[]) {
  for (let length = Math.min(3, before.length); length > 0; length--) {
    const name = before.slice(0, length).join(' ')
    const command = table.find((one) => [one.name, ...(one.aliases ?? []), ...(one.synonyms ?? [])].includes(name))
    if (command !== undefined) return { command, length }
  }
  return undefined
}

function within(command: Command, before: readonly string[], typed: string): Completion {
  const named: string[] = []
  let pending: string | undefined
  for (const word of before) {
    if (pending !== undefined) pending = undefined
    else if (word.startsWith('-')) pending = valueOption(command, word)
    else named.push(word)
  }
  if (pending !== undefined) return completionOfValue(command, pending, typed, named)
  if (typed.startsWith('-')) {
    const options = command.options.filter((option) => option.isHidden !== true)
    return {
      words: fitting(
        options.map(({ name }) => `--${name}`),
        typed,
      ),
      named,
    }
  }
  const live = liveFor(command.name, command.positionals[named.length]?.name)
  return { words: [], named, ...(live === undefined ? {} : { live }) }
}

/** The option that the next word is the value of. */
function valueOption(command: Command, word: string): string | undefined {
  if (word.includes('=')) return undefined
  const option = command.options.find(({ name, aliases = [] }) => `--${name}` === word || aliases.includes(word))
  return option === undefined || option.kind === 'flag' ? undefined : option.name
}

function completionOfValue(command: Command, name: string, typed: string, named: readonly string[]): Completion {
  const choices = command.options.find((option) => option.name === name)?.choices ?? []
  if (name === 'namespace') return { words: [], named, live: 'namespaces' }
  if (name === 'group' && command.name.includes('secret')) return { words: [], named, live: 'groups' }
  if (name === 'name' && command.name === 'update cronjob') return { words: [], named, live: 'cronjobs' }
  return { words: fitting(choices, typed), named }
}

function liveFor(command: string, positional: string | undefined): LiveNames | undefined {
  if (positional === 'PIPELINE') return 'pipelines'
  if (positional === 'SERVICE' || positional === 'STAGE') return 'services'
  if (positional !== 'NAME') return undefined
  if (command.includes('cronjob')) return 'cronjobs'
  return command.includes('secret') && command !== 'create secret' ? 'secrets' : undefined
}

/** The words that go on from what was typed. */
export function fitting(words: readonly string[], typed: string): readonly string[] {
  return words.filter((word) => word.startsWith(typed))
}
