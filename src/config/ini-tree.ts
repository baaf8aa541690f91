import type { Place, Problem } from '../model/problem.ts'
import { parseDag } from './dag.ts'
import { fileText, type ReadFile } from './file-text.ts'
import type { IniFile } from './ini-file.ts'
import { IniFolder } from './ini-options.ts'
import { iniFile } from './ini-source.ts'
import { stageTree } from './ini-stage.ts'
import { type Entry, keyed, type MapTree, mapTree, type Tree } from './tree.ts'

/** INI files as a tree in the spelling of 2.0, with everything that is wrong with them. */
export interface IniProject {
  readonly tree: Tree
  readonly problems: readonly Problem[]
  /** Text of every file that was read. */
  readonly sources: Readonly<Record<string, string>>
  /** The parsed files by path, for what keeps their comments. */
  readonly files: ReadonlyMap<string, IniFile>
}

/** Reads `config.ini` of every stage that the DAG in the project file names. */
export async function iniProject(file: string, text: string, readFile: ReadFile): Promise<IniProject> {
  const parsed = iniFile(file, text)
  const problems: Problem[] = [...parsed.problems]
  const sources: Record<string, string> = { [file]: text }
  const files = new Map<string, IniFile>()
  const start: Place = { file, line: 1, column: 1 }
  if (!parsed.ok) return { tree: mapTree(start, []), problems, sources, files }
  files.set(file, parsed.value)
  const project = new IniFolder(parsed.value, { file, prefix: '' })
  const name = project.text('default', 'PROJECT_NAME', (written) => written.toLowerCase())
  const image = project.text('default', 'DOCKER_IMAGE')
  const dag = project.text('workflow', 'DAG', (written) => written.replaceAll('\n', ' '))
  const level = project.choice('logging', 'LOG_LEVEL', ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'])
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : ''
  const stages: Entry[] = []
  const names = new Set(
    parseDag(dag?.value.kind === 'scalar' ? String(dag.value.value) : '')
      .steps.flat()
      .map((use) => use.name),
  )
  for (const stage of [...names].slice(0, 1000)) {
    if (!isFolderName(stage)) continue
    const found = await stageFile(`${folder}${stage}`, stage, readFile)
    if (found === undefined) continue
    problems.push(...found.problems)
    Object.assign(sources, found.sources)
    for (const [path, content] of found.files) files.set(path, content)
    stages.push({ key: stage, keyType: 'text', place: found.tree.place, value: found.tree, origin: stage })
  }
  problems.push(...project.problems, ...project.unread())
  const section = (key: string, entries: readonly (Entry | undefined)[], place = start): Entry => ({
    key,
    keyType: 'text',
    place,
    value: mapTree(place, entries),
  })
  const tree = mapTree(start, [
    section('pipeline', [keyed(name, 'name'), keyed(image, 'image'), keyed(dag, 'DAG')]),
    section('stages', stages),
    section('logging', [keyed(level, 'log_level')]),
  ])
  return { tree, problems, sources, files }
}

/** A stage is a folder next to the project file; nothing outside of it is read. */
function isFolderName(name: string): boolean {
  return name !== '.' && name !== '..' && !/[/\\\u0000]/.test(name)
}

interface StageFile extends IniProject {
  readonly tree: MapTree
}

async function stageFile(folder: string, stage: string, readFile: ReadFile): Promise<StageFile | undefined> {
  const file = `${folder}/config.ini`
  const read = await readFile(file)
  if (read.kind === 'missing') return undefined
  const place: Place = { file, line: 1, column: 1 }
  const text = fileText(file, read)
  const nothing = { tree: mapTree(place, []), sources: {}, files: new Map<string, IniFile>() }
  if (!text.ok) return { ...nothing, problems: text.problems }
  const sources = { [file]: text.value }
  const parsed = iniFile(file, text.value)
  if (!parsed.ok) return { ...nothing, sources, problems: parsed.problems }
  const hasRequirements = (await readFile(`${folder}/requirements.txt`)).kind === 'content'
  const built = stageTree(parsed.value, { file, stage, hasRequirements })
  return {
    tree: built.tree,
    sources,
    files: new Map([[file, parsed.value]]),
    problems: [...parsed.problems, ...built.problems],
  }
}
