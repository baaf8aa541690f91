import { join, resolve } from 'node:path'
import { hasErrors } from '../../model/problem.ts'
import type { Plan } from '../../plan/plan.ts'
import { planAsText } from '../../report/plan-text.ts'
import { checkout, isGitUrl } from '../checkout.ts'
import type { Command, CommandInput, Io } from '../command.ts'
import { configFile } from '../config-files.ts'
import { runOptions, runOptionsOf, targetOf } from '../deploy-options.ts'
import { asPreview, markPreview, previewOptions } from '../deploy-preview.ts'
import { type DeployRequest, deploy, dryRun, planForRun } from '../deploy-run.ts'
import { eventPrinter } from '../event-printer.ts'
import { exitCodeForRun, exitCodes } from '../exit-codes.ts'
import { gitKeys } from '../git-credentials.ts'
import { keptFiles } from '../kept-files.ts'
import { planOptions, planRequest, tellProblems } from '../plan-options.ts'
import { isStopped } from '../plan-preview.ts'
import { savedPlan } from '../saved-plan.ts'
import { severalFiles } from '../several-files.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork deploy`: runs the pipeline; a failure puts the last version that worked back. */
export function deployCommand(wiring: Wiring): Command {
  return {
    name: 'deploy',
    summary: 'run the pipeline and deploy its services',
    description:
      'Without PATH, the pipeline of this folder. A git URL is cloned at its newest commit. When a stage fails, every service is put back to the last version that worked.',
    positionals: [{ name: 'PATH|URL', summary: 'folder, configuration file or git URL', isRequired: false }],
    options: [
      ...planOptions,
      { name: 'branch', kind: 'text', value: 'NAME', summary: 'branch of the URL' },
      { name: 'ssh', aliases: ['--ssh-key-path'], kind: 'text', value: 'FILE', summary: 'private key for the URL' },
      ...runOptions,
      ...previewOptions,
      {
        name: 'plan',
        kind: 'text',
        value: 'FILE',
        summary: 'run exactly the plan that plan --save wrote; refused when the commit or the cluster moved since',
      },
      { name: 'resume', kind: 'flag', summary: 'skip batch stages that succeeded in the failed run before' },
    ],
    examples: [
      'bodywork deploy',
      'bodywork deploy --preview pr-12 --ttl 3d',
      'bodywork deploy --only train --timeout 45m',
      'bodywork deploy --plan plan.json',
      'bodywork deploy --format json | jq',
    ],
    run: async (input, io) => {
      const source = input.positionals[0]
      const saved = input.text('plan')
      if (saved !== undefined) return deploySaved(input, io, wiring, saved)
      if (source === undefined || !isGitUrl(source)) return runDeploy(input, io, wiring, source)
      const clone = await checkout(source, input.text('branch'), await gitKeys(input.text('ssh'), io))
      try {
        return await runDeploy(input, { ...io, cwd: clone.folder, signal: io.signal }, wiring, undefined)
      } finally {
        await clone.remove()
      }
    },
  }
}

/** A deployment of what lies on this machine; `resume` and `deploy` share it. */
export async function runDeploy(
  input: CommandInput,
  io: Io,
  wiring: Wiring,
  path: string | undefined,
  more: { readonly resume?: boolean } = {},
): Promise<number> {
  const files = await severalFiles(input.text('file') ?? path, io.cwd)
  if (files === undefined) return deployOne(input, io, wiring, await requestOf(input, io, path, more))
  const codes: number[] = []
  for (const file of files) {
    if (io.signal.aborted) break
    codes.push(await deployOne(input, io, wiring, await requestOf(input, io, path, { ...more, file })))
  }
  for (const [at, file] of files.entries())
    io.stderr(`${file}: ${codes[at] === 0 ? 'done' : `exit code ${codes[at] ?? 130}`}\n`)
  return Math.max(...codes)
}

/** A deployment of a plan that was made, and perhaps looked at, before. */
async function deploySaved(input: CommandInput, io: Io, wiring: Wiring, file: string): Promise<number> {
  const saved = await savedPlan(file, input, io)
  await tellProblems(saved.problems, io)
  if (!saved.ok) return exitCodes.wrongInput
  const { plan, seen } = saved.value
  const request = await requestOf(input, io, undefined, { file: plan.pipeline.file })
  return runPlan(input, io, wiring, { ...request, ...(seen === undefined ? {} : { saved: { file, seen } }) }, plan)
}

async function deployOne(input: CommandInput, io: Io, wiring: Wiring, asked: DeployRequest): Promise<number> {
  const first = await planForRun(asked, wiring)
  const preview = first.ok ? asPreview(asked, input, first.value.pipeline.namespace) : undefined
  const plan = preview === undefined ? first : await planForRun(preview, wiring)
  await tellProblems(plan.problems, io)
  if (!plan.ok || hasErrors(plan.problems)) return exitCodes.wrongInput
  return runPlan(input, io, wiring, preview ?? asked, plan.value)
}

async function runPlan(
  input: CommandInput,
  io: Io,
  wiring: Wiring,
  request: DeployRequest,
  plan: Plan,
): Promise<number> {
  if (input.flag('dry-run') === true) {
    const changes = await dryRun(request, plan, wiring)
    io.stdout(planAsText(plan, changes))
    return isStopped(changes) ? exitCodes.clusterRefused : exitCodes.done
  }
  const printer = eventPrinter(input, io, { level: plan.pipeline.logLevel })
  try {
    const { end } = await deploy(request, plan, wiring, printer.emit)
    await markPreview(request, input, io, wiring)
    return exitCodeForRun(end.outcome, end.rollback)
  } finally {
    await printer.close()
  }
}

async function requestOf(
  input: CommandInput,
  io: Io,
  path: string | undefined,
  more: { readonly resume?: boolean; readonly file?: string },
): Promise<DeployRequest> {
  const file = await configFile(more.file ?? input.text('file') ?? path, io.cwd)
  const namespace = input.text('namespace')
  const reports = input.text('report-dir')
  const isRerun = Number(io.env['GITHUB_RUN_ATTEMPT'] ?? 1) > 1
  const resume = more.resume ?? input.flag('resume') ?? isRerun
  return {
    plan: { ...planRequest(input, io), file: file.startsWith('/') ? resolve(file) : file },
    target: targetOf(input, io),
    ...(namespace === undefined ? {} : { namespace }),
    selection: { only: input.list('only'), from: input.list('from'), groups: input.list('group') },
    options: {
      ...runOptionsOf(input),
      resume,
      ...(reports === undefined ? {} : { onKept: keptFiles(join(reports, 'artifacts')) }),
    },
    signal: io.signal,
  }
}
