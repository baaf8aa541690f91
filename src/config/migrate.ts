import { failed, hasErrors, ok, type Problem, type Result } from '../model/problem.ts'
import { type FileRead, fileText, type ReadFile } from './file-text.ts'
import { iniProject } from './ini-tree.ts'
import { inspectPipeline } from './load.ts'
import { migratedIni } from './migrate-ini.ts'
import { migratedYaml } from './migrate-yaml.ts'

/** A configuration rewritten as 2.0. */
export interface Migrated {
  /** Where the result belongs: the file itself, or `bodywork.yaml` beside an INI file. */
  readonly file: string
  readonly before: string
  readonly text: string
}

/** Rewrites a valid configuration of any generation as 2.0; what 2.0 would refuse is reported and still written. */
export async function migrate(file: string, readFile: ReadFile): Promise<Result<Migrated>> {
  const old = await inspectPipeline({ file, readFile })
  if (hasErrors(old.problems) || old.generation === undefined) return failed(...old.problems)
  const before = fileText(file, await readFile(file))
  if (!before.ok) return before
  const isIni = old.generation === 'ini'
  const text =
    old.generation === 'ini'
      ? migratedIni(await iniProject(file, before.value, readFile))
      : migratedYaml(before.value, old.generation)
  const target = isIni ? file.replace(/[^/]*$/, 'bodywork.yaml') : file
  const check = await inspectPipeline({ file: target, readFile: async () => contentOf(text) })
  return ok({ file: target, before: isIni ? '' : before.value, text }, check.problems.filter(isWorthSaying))
}

/** Credentials were there before, and old spellings that stay are harmless. */
function isWorthSaying(problem: Problem): boolean {
  return problem.code !== 'config/credential' && problem.severity !== 'note'
}

function contentOf(text: string): FileRead {
  return { kind: 'content', bytes: new TextEncoder().encode(text) }
}
