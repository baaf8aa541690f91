import type { Place, Problem } from '../model/problem.ts'
import type { IniFile } from './ini-file.ts'
import { IniFolder } from './ini-options.ts'
import { mebibytes } from './spellings.ts'
import { type Entry, keyed, type MapTree, mapTree, type ScalarTree, type Tree } from './tree.ts'

/** What is known about a stage besides its `config.ini`. */
export interface IniStage {
  readonly file: string
  readonly stage: string
  readonly hasRequirements: boolean
}

/** A `config.ini` as a stage in the spelling of 2.0. */
export function stageTree(
  content: IniFile,
  about: IniStage,
): { readonly tree: MapTree; readonly problems: readonly Problem[] } {
  const start: Place = { file: about.file, line: 1, column: 1 }
  const ini = new IniFolder(content, { file: about.file, prefix: `${about.stage}.` })
  const type = ini.choice('default', 'STAGE_TYPE', ['batch', 'service'])
  const script = ini.text(
    'default',
    'EXECUTABLE_SCRIPT',
    (written) => `${about.stage}/${written.split('/').at(-1) ?? ''}`,
  )
  const cpu = ini.number('default', 'CPU_REQUEST')
  const memory = ini.integer('default', 'MEMORY_REQUEST_MB')
  const kind = type?.value.kind === 'scalar' ? type.value.value : undefined
  const entries = [
    keyed(script, 'run'),
    about.hasRequirements
      ? made('requirements', text(start, `${about.stage}/requirements.txt`), start, `${about.stage}.requirements`)
      : undefined,
    made('resources', mapTree(start, [keyed(cpu, 'cpu'), asMemory(memory)]), start, `${about.stage}.default`),
    secrets(ini, start, about.stage),
    kind === 'service' ? service(ini, start, about.stage) : undefined,
    kind === 'batch' ? batch(ini, start, about.stage) : undefined,
  ]
  const missing: readonly Problem[] = about.hasRequirements ? [] : [noRequirements(about, start)]
  const others = ['batch', 'service'].filter((name) => name !== kind)
  return { tree: mapTree(start, entries), problems: [...ini.problems, ...ini.unread('secrets', ...others), ...missing] }
}

function batch(ini: IniFolder, start: Place, stage: string): Entry {
  const entries = [
    keyed(ini.integer('batch', 'MAX_COMPLETION_TIME_SECONDS'), 'timeout'),
    keyed(ini.integer('batch', 'RETRIES'), 'retries'),
  ]
  return made('batch', mapTree(start, entries), start, `${stage}.batch`)
}

function service(ini: IniFolder, start: Place, stage: string): Entry {
  const entries = [
    keyed(ini.integer('service', 'MAX_STARTUP_TIME_SECONDS'), 'startup_timeout'),
    keyed(ini.integer('service', 'REPLICAS'), 'replicas'),
    keyed(ini.integer('service', 'PORT'), 'port'),
    keyed(ini.boolean('service', 'INGRESS'), 'ingress'),
  ]
  return made('service', mapTree(start, entries), start, `${stage}.service`)
}

/** The variable is upper-cased, the name of the secret lower-cased: this is how it always was. */
function secrets(ini: IniFolder, start: Place, stage: string): Entry | undefined {
  const entries = ini
    .all('secrets')
    .map((option) =>
      made(
        option.name.toUpperCase(),
        text(option.valuePlace, option.value.toLowerCase()),
        option.place,
        ini.path('secrets', option.name),
      ),
    )
  return entries.length === 0 ? undefined : made('secrets', mapTree(start, entries), start, `${stage}.secrets`)
}

function asMemory(entry: Entry | undefined): Entry | undefined {
  if (entry?.value.kind !== 'scalar' || typeof entry.value.value !== 'number') return undefined
  return { ...entry, key: 'memory', value: text(entry.value.place, mebibytes(entry.value.value)) }
}

function noRequirements(about: IniStage, place: Place): Problem {
  return {
    severity: 'warning',
    code: 'config/no-requirements',
    message: `the stage "${about.stage}" has no requirements.txt; nothing is installed`,
    hint: `Create ${about.stage}/requirements.txt; it may be empty.`,
    place,
    path: `${about.stage}.requirements`,
  }
}

function made(key: string, value: Tree, place: Place, origin: string): Entry {
  return { key, keyType: 'text', place, value, origin }
}

function text(place: Place, value: string): ScalarTree {
  return { kind: 'scalar', place, type: 'text', value, source: value }
}
