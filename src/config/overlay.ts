import { failed, hasErrors, ok, type Problem, type Result } from '../model/problem.ts'
import { fileText, type ReadFile } from './file-text.ts'
import { readYaml } from './read-yaml.ts'
import type { Entry, Tree } from './tree.ts'

/** What is laid over a configuration for one environment: files first, then single values, the last one wins. */
export interface OverlayRequest {
  /** One of the configuration's `environments`; it is laid first. */
  readonly environment?: string
  /** Paths of YAML files with some of the keys. */
  readonly values?: readonly string[]
  /** `stages.serve.service.replicas=3`; the value is YAML. */
  readonly set?: readonly string[]
}

/** The overlays of a request, in the order they are laid. */
export async function overlayTrees(request: OverlayRequest, readFile: ReadFile): Promise<Result<readonly Tree[]>> {
  const trees: Tree[] = []
  const problems: Problem[] = []
  const take = (read: Result<Tree>): void => {
    problems.push(...read.problems)
    if (read.ok) trees.push(read.value)
  }
  for (const file of request.values ?? []) {
    const text = fileText(file, await readFile(file))
    if (text.ok) take(await readYaml(file, text.value))
    else problems.push(...text.problems)
  }
  for (const setting of request.set ?? []) {
    const text = settingText(setting)
    if (text === undefined) problems.push(notSetting(setting))
    else take(await readYaml(`--set ${setting}`, text))
  }
  return hasErrors(problems) ? failed(...problems) : ok(trees, problems)
}

/** One tree over another: maps are joined key by key, anything else is replaced. */
export function overlaid(base: Tree, over: Tree): Tree {
  if (base.kind !== 'map' || over.kind !== 'map') return over
  const replaced = base.entries.map((entry): Entry => {
    const next = over.entries.find(({ key }) => key === entry.key)
    return next === undefined ? entry : { ...next, value: overlaid(entry.value, next.value) }
  })
  const added = over.entries.filter(({ key }) => !base.entries.some((entry) => entry.key === key))
  return { ...base, entries: [...replaced, ...added] }
}

/** `a.b=3` as nested YAML, so that the value means what it would in a file. */
function settingText(setting: string): string | undefined {
  const at = setting.indexOf('=')
  const keys = setting.slice(0, Math.max(0, at)).split('.')
  if (at < 1 || keys.some((key) => key === '')) return undefined
  const open = keys.map((key, depth) => `${'  '.repeat(depth)}${JSON.stringify(key)}:`).join('\n')
  return `${open} ${setting.slice(at + 1)}\n`
}

function notSetting(setting: string): Problem {
  return {
    severity: 'error',
    code: 'input/set',
    message: `--set "${setting.split('=')[0]}" is not KEY.KEY=VALUE`,
    hint: 'Write --set stages.serve.service.replicas=3.',
  }
}
