import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { plainYaml } from '../../src/config/plain-yaml.ts'
import type { Connection } from '../../src/connect/connection.ts'
import { connectKubeconfig } from '../../src/connect/kubeconfig.ts'
import { pluginRunner } from '../../src/connect/run-plugin.ts'
import { ProblemError } from '../../src/model/problem.ts'

interface Case {
  readonly name: string
  readonly kubeconfig: object
  readonly pluginOutputs: readonly unknown[]
  readonly pluginCalls: number
  readonly exitCode: number
  readonly requests: readonly { readonly authorization: string | null; readonly answered: number }[]
  readonly execInfo?: object
  readonly pluginArgs?: readonly string[]
  readonly pluginEnv?: Readonly<Record<string, string>>
  readonly pluginExitCode?: number
  readonly pluginStderr?: string
  readonly pluginStdin?: string
}

const vectors = JSON.parse(readFileSync('test/vectors/kubeconfig-exec.json', 'utf8'))
// No job of a CI system has a terminal, so plugins are never told of one.
const cases: readonly Case[] = vectors.cases.filter(({ pluginStdin }: Case) => pluginStdin !== 'tty')
const byName = (text: string): Case => cases.find(({ name }) => name.includes(text)) ?? fail(text)
const fail = (text: string): never => {
  throw new Error(`no case "${text}"`)
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exec-plugin-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A program that answers as the vector says, and writes down how it was called. */
function installPlugin({ pluginOutputs, pluginExitCode = 0, pluginStderr = '' }: Case): void {
  const program = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync } = process.getBuiltinModule('node:fs')
const log = ${JSON.stringify(join(folder, 'calls'))}
const { KUBERNETES_EXEC_INFO: info, STUB_A, STUB_B } = process.env
const stdin = readFileSync(0, 'utf8')
const count = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\\n').length : 0
appendFileSync(log, JSON.stringify({ info, args: process.argv.slice(2), stdin, env: { STUB_A, STUB_B } }) + '\\n')
const outputs = ${JSON.stringify(pluginOutputs)}
const output = outputs[Math.min(count, outputs.length - 1)]
process.stdout.write(typeof output === 'string' ? output : JSON.stringify(output))
process.stderr.write(${JSON.stringify(pluginStderr)})
process.exitCode = ${pluginExitCode}
`
  writeFileSync(join(folder, 'stub-plugin'), program)
  chmodSync(join(folder, 'stub-plugin'), 0o755)
}

interface Call {
  readonly info: string
  readonly args: readonly string[]
  readonly stdin: string
  readonly env: Readonly<Record<string, string>>
}

function calls(): readonly Call[] {
  const path = join(folder, 'calls')
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const connectionOf = (kubeconfig: object): Promise<Connection> =>
  connectKubeconfig(
    { kubeconfig: JSON.stringify(kubeconfig).replaceAll('{dir}', folder), env: {} },
    {
      now: Date.now,
      mask: () => undefined,
      parseYaml: async (text) => plainYaml(text),
      runPlugin: pluginRunner({ PATH: process.env['PATH'] }),
    },
  )

/** Asks for credentials as the transport does: for each request, and once more after a refusal. */
async function replay(vector: Case): Promise<readonly (string | undefined)[]> {
  installPlugin(vector)
  const connection = await connectionOf(vector.kubeconfig)
  const seen: (string | undefined)[] = []
  let isRefused = false
  for (const { answered } of vector.requests.length === 0 ? [{ answered: 200 }] : vector.requests) {
    const { token, clientCertificate } = await connection.credentials(isRefused)
    seen.push(token ?? clientCertificate?.cert)
    isRefused = answered === 401
  }
  return seen
}

describe('what a real kubectl does with exec plugins is done here', () => {
  const accepted = cases.filter(({ exitCode, name }) => exitCode === 0 && !name.includes('in the past'))
  test.each(accepted.map((vector) => [vector.name, vector] as const))('%s', async (_name, vector) => {
    const seen = await replay(vector)
    expect(seen).toEqual(
      vector.requests.map(
        ({ authorization }) => authorization?.slice('Bearer '.length) ?? vectors.clientCertificatePem,
      ),
    )
    expect(calls()).toHaveLength(vector.pluginCalls)
    for (const { info, args, stdin, env } of calls()) {
      expect(JSON.parse(info)).toEqual(vector.execInfo)
      expect(args).toEqual(vector.pluginArgs)
      expect(stdin).toBe('')
      if (vector.pluginEnv !== undefined) expect(env).toEqual(vector.pluginEnv)
    }
  })

  const refused = cases.filter(({ exitCode }) => exitCode !== 0)
  test.each(refused.map((vector) => [vector.name, vector] as const))('refused: %s', async (_name, vector) => {
    const error: unknown = await replay(vector).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (!(error instanceof ProblemError)) throw new Error(`no problem but ${String(error)}`)
    expect(error.problems[0]?.code).toBe('connect/exec-plugin')
    expect(calls()).toHaveLength(vector.pluginCalls)
  })

  test('an answer that has lapsed already is used for one request, and the plugin runs again for the next', async () => {
    const seen = await replay(byName('expiry in the past'))
    expect(new Set(seen).size).toBe(Math.min(seen.length, byName('expiry in the past').pluginOutputs.length))
  })
})

test('what the plugin says when it fails, and how to install it when it is missing, is told', async () => {
  const messages = async (vector: Case) =>
    replay(vector).then(
      () => '',
      (reason: unknown) => (reason instanceof ProblemError ? JSON.stringify(reason.problems) : String(reason)),
    )
  expect(await messages(byName('plugin fails'))).toContain('failed with exit code 3: cannot log in')
  expect(await messages(byName('not found, with hint'))).toContain('Install it from the project page.')
  expect(await messages(byName('v1 without interactiveMode'))).toContain('interactiveMode: Never')
})

test('a plugin runs once for all who wait for it', async () => {
  const vector = byName('expiry in the future')
  installPlugin(vector)
  const connection = await connectionOf(vector.kubeconfig)
  await Promise.all(Array.from({ length: 50 }, () => connection.credentials()))
  expect(calls()).toHaveLength(1)
})

test('a plugin that wants to know the cluster is told its authority, though it lies in a file', async () => {
  const vector = byName('v1, cluster info')
  installPlugin(vector)
  const config = structuredClone(vector.kubeconfig) as { clusters: { cluster: Record<string, string> }[] }
  const cluster = config.clusters[0]?.cluster ?? {}
  writeFileSync(join(folder, 'ca.pem'), vectors.caPem)
  delete cluster['certificate-authority-data']
  cluster['certificate-authority'] = '{dir}/ca.pem'
  await (await connectionOf(config)).credentials()
  expect(JSON.parse(calls()[0]?.info ?? '')).toEqual(vector.execInfo)
})
