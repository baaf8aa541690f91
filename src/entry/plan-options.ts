import type { FileRead } from '../config/file-text.ts'
import type { Problem } from '../model/problem.ts'
import { wantsColor } from '../report/color.ts'
import { problemLines } from '../report/problem-text.ts'
import type { CommandInput, Io, OptionSpec } from './command.ts'
import { fileReader } from './config-files.ts'
import type { PlanRequest } from './gather-plan.ts'
import { overlayOptions, overlayRequest } from './overlay-options.ts'

/** Options of every command that plans. */
export const planOptions: readonly OptionSpec[] = [
  {
    name: 'file',
    aliases: ['-f'],
    kind: 'text',
    value: 'FILE',
    summary: 'the configuration file',
    default: 'bodywork.yaml',
  },
  { name: 'worktree', kind: 'flag', summary: 'take the files as they lie here, uncommitted work included' },
  ...overlayOptions,
  {
    name: 'resolve-images',
    kind: 'flag',
    summary: 'ask the registries which digests the tags of the images stand for, and deploy those',
  },
  { name: 'strict', kind: 'flag', summary: 'treat warnings about unknown keys as errors' },
]

/** The plan that a command line asks for. */
export function planRequest(input: CommandInput, io: Io): PlanRequest {
  return {
    file: input.text('file') ?? 'bodywork.yaml',
    cwd: io.cwd,
    env: io.env,
    strict: input.flag('strict') === true,
    worktree: input.flag('worktree') === true,
    resolveImages: input.flag('resolve-images') === true,
    overlay: overlayRequest(input),
  }
}

/** Prints problems with the lines they point at, on standard error. */
export async function tellProblems(problems: readonly Problem[], io: Io): Promise<void> {
  if (problems.length === 0) return
  const files = [...new Set(problems.flatMap(({ place }) => (place === undefined ? [] : [place.file])))]
  const read = fileReader(io.cwd)
  const texts = await Promise.all(files.map(async (file) => [file, textOf(await read(file))] as const))
  io.stderr(problemLines(problems, { color: wantsColor(io.env, io.isTerminal), sources: Object.fromEntries(texts) }))
}

function textOf(read: FileRead): string {
  return read.kind === 'content' ? Buffer.from(read.bytes).toString('utf8') : ''
}
