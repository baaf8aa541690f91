import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { ProblemError } from '../../model/problem.ts'
import { parseArguments } from '../arguments.ts'
import type { Command, Io } from '../command.ts'
import { type DemoCluster, openDemoCluster } from '../demo-cluster.ts'
import { demoProject, exampleFolder } from '../demo-project.ts'
import { exitCodes } from '../exit-codes.ts'
import { steadyCaller } from '../steady-caller.ts'
import { realClock, type Wiring } from '../wire.ts'
import { deployCommand } from './deploy.ts'

const flower = { sepal_length: 6.3, sepal_width: 3.3, petal_length: 6.0, petal_width: 2.5 }

/** `bodywork demo`: a model is trained, served, broken and saved, on this machine. */
export function demoCommand(wiring: Wiring): Command {
  return {
    name: 'demo',
    summary: 'train, serve, break and restore a model on this machine',
    description:
      'A scikit-learn classifier on a local cluster of its own, which is gone afterwards; only the downloaded packages are kept. Needs git and Python 3.9 with venv, and the first time a package index.',
    positionals: [],
    options: [
      {
        name: 'report-dir',
        kind: 'text',
        value: 'FOLDER',
        summary: 'where the reports go (default: bodywork-demo, in this folder)',
      },
    ],
    examples: ['bodywork demo'],
    run: async (input, io) => {
      const started = realClock.now()
      await needPython(io)
      const reports = resolve(io.cwd, input.text('report-dir') ?? 'bodywork-demo')
      const isDone = await onOwnCluster(io, wiring, reports)
      const took = Math.round((realClock.now() - started) / 1000)
      if (isDone) say(io, `done in ${took} s; the cluster and its services are gone, downloaded packages are kept`)
      return isDone ? exitCodes.done : exitCodes.stageFailed
    },
  }
}

async function onOwnCluster(io: Io, wiring: Wiring, reports: string): Promise<boolean> {
  const cluster = await openDemoCluster(io.env)
  try {
    const project = await demoProject(await exampleFolder())
    try {
      return await play({ io, wiring: { ...wiring, connect: cluster.connect }, cluster, project, reports })
    } finally {
      await project.remove()
    }
  } finally {
    await cluster.close()
  }
}

interface Stage {
  readonly io: Io
  readonly wiring: Wiring
  readonly cluster: DemoCluster
  readonly project: Awaited<ReturnType<typeof demoProject>>
  readonly reports: string
}

async function play(stage: Stage): Promise<boolean> {
  const { io, cluster, reports } = stage
  await mkdir(reports, { recursive: true })
  const download = cluster.isNew ? 'The first time, about 60 MB of packages are downloaded.' : ''
  say(io, '1 of 3: a classifier is trained, checked, and served by two replicas', download)
  if ((await deploy(stage, 'first')) !== exitCodes.done) {
    if (!io.signal.aborted) say(io, ...(await whatIsMissing(reports)))
    return false
  }
  const url = cluster.serviceUrl('serve')
  if (url === undefined) return false
  say(io, `POST ${url} ${JSON.stringify(flower)}`, `  ${(await ask(url)) ?? 'no answer'}`)
  const isRestored = await breakAndRestore(stage, url)
  say(
    io,
    'what happened, as Markdown, HTML, JSON and JUnit XML:',
    ...['first', 'broken'].map((name) => `  ${pathToFileURL(join(reports, name, 'report.html')).href}`),
    ...['first', 'broken'].map((name) => `  ${join(reports, name, 'report.md')}`),
  )
  return isRestored
}

async function breakAndRestore(stage: Stage, url: string): Promise<boolean> {
  const { io, project } = stage
  say(io, '2 of 3: a version that needs a package nobody installed is deployed, while requests go on')
  await project.breakService()
  const caller = steadyCaller(realClock, async () => (await ask(url)) !== undefined)
  const broken = await deploy(stage, 'broken')
  const { answered, failed } = await caller.stop()
  say(
    io,
    `3 of 3: ${answered} requests were answered meanwhile, ${failed} were not; the first version goes on serving`,
    `POST ${url}`,
    `  ${(await ask(url)) ?? 'no answer'}`,
  )
  return broken === exitCodes.stageFailed && answered > 0 && failed === 0
}

/** Why the first version did not start, in the words of somebody who only wanted to see the demo. */
async function whatIsMissing(reports: string): Promise<readonly string[]> {
  const report = await readFile(join(reports, 'first/report.md'), 'utf8').catch(() => '')
  if (report.includes('no network'))
    return [
      'a network is missing: scikit-learn could not be downloaded from the package index (PyPI).',
      'Connect this machine, or name a mirror in PIP_INDEX_URL, and start the demo again.',
      'After one run with a network, the demo needs none.',
    ]
  if (report.includes('requirements were not installed'))
    return [
      'scikit-learn could not be installed from the package index (PyPI).',
      'Is it reachable from here, and has it packages for this Python? PIP_INDEX_URL names another index.',
    ]
  return [`the first version did not start; the lines above and ${join(reports, 'first/report.md')} tell why`]
}

function deploy({ io, wiring, project, reports }: Stage, name: string): Promise<number> {
  const command = deployCommand(wiring)
  io.stdout('\n')
  const input = parseArguments(command, ['--local', '--report-dir', join(reports, name)])
  if (!input.ok) throw new ProblemError('user', input.problems)
  return command.run(input.value, { ...io, signal: io.signal, cwd: project.folder })
}

async function ask(url: string): Promise<string | undefined> {
  const answer = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(flower),
    signal: AbortSignal.timeout(5000),
  }).catch(() => undefined)
  return answer?.ok === true ? answer.text() : undefined
}

async function needPython(io: Io): Promise<void> {
  const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))'
  const env = Object.fromEntries(
    Object.entries(io.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
  await promisify(execFile)('python3', ['-c', check], { env }).catch((cause: unknown) => {
    const message = 'the demo needs Python 3.9 or newer with venv, as python3 on the PATH'
    throw new ProblemError(
      'user',
      [{ severity: 'error', code: 'input/demo', message, hint: 'On Debian and Ubuntu: apt install python3-venv.' }],
      { cause },
    )
  })
}

/** A paragraph of the demo's own, set apart from what the runs print. */
function say(io: Io, ...lines: readonly string[]): void {
  const said = lines.filter((line) => line !== '').map((line) => `demo | ${line}\n`)
  io.stdout(`\n${said.join('')}`)
}
