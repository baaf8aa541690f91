import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { missing } from '../../manage/missing.ts'
import { isPodStage } from '../../model/pipeline.ts'
import { bootstrapEnvironment } from '../../plan/environment.ts'
import { programsFor } from '../../plan/programs.ts'
import { checkout } from '../checkout.ts'
import type { Command, Io } from '../command.ts'
import { configFile } from '../config-files.ts'
import { exitCodes } from '../exit-codes.ts'
import { gatherPlan } from '../gather-plan.ts'
import { gitKeys } from '../git-credentials.ts'
import { planOptions, tellProblems } from '../plan-options.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork stage`: runs one stage here, as its container would, from the newest commit of a repository. */
export function stageCommand(wiring: Wiring): Command {
  return {
    name: 'stage',
    summary: 'run one stage of a repository here, as its container would',
    positionals: [
      { name: 'URL', summary: 'git URL of the repository', isRequired: true },
      { name: 'STAGE', summary: 'name of the stage', isRequired: true },
      { name: 'TIMEOUT', summary: 'limit in seconds', isRequired: false },
    ],
    options: [
      ...planOptions,
      { name: 'branch', kind: 'text', value: 'NAME', summary: 'branch of the URL' },
      { name: 'ssh', kind: 'text', value: 'FILE', summary: 'private key for the URL' },
    ],
    examples: ['bodywork stage https://github.com/acme/iris train'],
    run: async (input, io) => {
      const [url = '', name = '', limit] = input.positionals
      const clone = await checkout(url, input.text('branch'), await gitKeys(input.text('ssh'), io))
      const work = await mkdtemp(join(tmpdir(), 'bodywork-stage-'))
      try {
        const file = await configFile(input.text('file'), clone.folder)
        const request = { file, cwd: clone.folder, env: {}, strict: input.flag('strict') === true, worktree: false }
        const planned = await gatherPlan(request, wiring)
        await tellProblems(planned.problems, { ...io, cwd: clone.folder })
        if (!planned.ok) return exitCodes.wrongInput
        const { pipeline, facts } = planned.value
        const stages = pipeline.stages.filter(isPodStage)
        const stage = stages.find((one) => one.name === name)
        if (stage === undefined)
          throw missing(
            'stage',
            name,
            stages.map((one) => one.name),
          )
        const program = join(work, 'bootstrap.py')
        for (const [file, text] of Object.entries(programsFor(pipeline, facts.programs)))
          await writeFile(join(work, file), text)
        const env = {
          ...io.env,
          ...pipeline.env,
          ...stage.env,
          ...bootstrapEnvironment({ pipeline, facts }, stage),
          ...(limit === undefined ? {} : { BODYWORK_TIME_LIMIT: limit }),
          // The clone is the source, and everything that is written goes into a folder that is deleted.
          BODYWORK_SOURCE_PIECES: '0',
          BODYWORK_ROOT: work,
          BODYWORK_OUTPUT: join(work, 'output'),
          BODYWORK_TERMINATION_LOG: join(work, 'message'),
          GIT_COMMIT_HASH: facts.commit.slice(0, 7),
          BODYWORK_STAGE: name,
        }
        for (const mode of ['setup', 'run']) {
          const code = await python([program, mode], { cwd: clone.folder, env }, io)
          if (code !== 0) return exitCodes.stageFailed
        }
        return exitCodes.done
      } finally {
        await rm(work, { recursive: true, force: true })
        await clone.remove()
      }
    },
  }
}

function python(
  args: readonly string[],
  how: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
  io: Io,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('python3', ['-u', ...args], { ...how, stdio: ['ignore', 'pipe', 'pipe'], signal: io.signal })
    child.stdout.on('data', (chunk: Buffer) => io.stdout(chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => io.stderr(chunk.toString()))
    child.once('error', (error) => (io.signal.aborted ? resolve(exitCodes.cancelled) : reject(error)))
    child.once('close', (code) => resolve(code ?? 1))
  })
}
