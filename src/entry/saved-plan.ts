import { access, readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { wrongWords } from '../manage/missing.ts'
import type { Result } from '../model/problem.ts'
import { version } from '../model/version.ts'
import { planForCommit, readPlan, type SavedPlan } from '../plan/plan-file.ts'
import { readSource } from '../source/read-source.ts'
import type { CommandInput, Io } from './command.ts'

/** What decides a plan, which is decided already when it was saved. */
const deciding = ['file', 'namespace', 'preview', 'ttl', 'branch', 'ssh', 'environment', 'values'] as const
const decidingFlags = ['worktree', 'resolve-images', 'strict'] as const

/** The saved plan that the command line names: of this version, and of the commit that is checked out here. */
export async function savedPlan(file: string, input: CommandInput, io: Io): Promise<Result<SavedPlan>> {
  const words = [
    ...deciding.filter((name) => input.text(name) !== undefined),
    ...decidingFlags.filter((name) => input.flag(name) === true),
    ...(input.list('set').length > 0 ? ['set'] : []),
  ]
  const [first] = words
  if (first !== undefined)
    throw wrongWords(`--plan and --${first} contradict each other`, `Give --${first} to bodywork plan --save instead.`)
  if (input.positionals.length > 0)
    throw wrongWords('--plan runs what was saved, of no other folder', `Leave "${input.positionals[0]}" out.`)
  const text = await readFile(resolve(io.cwd, file), 'utf8').catch(() => undefined)
  if (text === undefined) throw wrongWords(`the file "${file}" cannot be read`, 'Name a file of bodywork plan --save.')
  const read = readPlan(text, file, { version })
  if (!read.ok) return read
  const commit = await checkedOut(read.value, io)
  return commit === undefined ? read : planForCommit(read.value, file, commit)
}

/** The commit of the pipeline that lies here; undefined when only the plan was brought along. */
async function checkedOut({ plan }: SavedPlan, io: Io): Promise<string | undefined> {
  const config = resolve(io.cwd, plan.pipeline.file)
  const isHere = await access(config).then(
    () => true,
    () => false,
  )
  if (!isHere) return undefined
  const worktree = plan.facts.commit.startsWith('worktree-')
  const source = await readSource({ folder: dirname(config), worktree, bundle: false, env: io.env })
  return source.ok ? source.value.commit : undefined
}
