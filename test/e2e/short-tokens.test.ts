import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { httpsTransport } from '../../src/cluster/https-transport.ts'
import { kubeCluster } from '../../src/cluster/kube-cluster.ts'
import { retrying } from '../../src/cluster/retry.ts'
import { connectionFor } from '../../src/connect/connection.ts'
import { runCli } from '../../src/entry/cli.ts'
import { commandsWith } from '../../src/entry/command-table.ts'
import { realClock } from '../../src/entry/wire.ts'
import { wiring } from '../../src/entry/wiring.ts'
import { recordingIo } from '../builders-io.ts'
import { kubeconfig, project, serveProgram, trainAndServe } from './cluster.ts'
import { tokenGate } from './token-gate.ts'

const at = kubeconfig === undefined ? undefined : project('tokens')
afterAll(() => at?.remove())
const lifeMs = 20_000

/** Prints a line a second for two minutes. */
const longTraining = `import os, time
for second in range(120):
    print("second", second, flush=True)
    time.sleep(1)
with open(os.environ["BODYWORK_OUTPUT"], "a") as out:
    out.write("accuracy=0.97\\n")
`

describe.runIf(at !== undefined)('tokens of 20 s in a run of two minutes', () => {
  const home = at ?? project('none')

  test('are renewed once a period for all who ask, and nobody is ever refused', async () => {
    home.commit({
      'bodywork.yaml': trainAndServe(home.namespace, { train: '    batch: {timeout: 5m, retries: 0}' }),
      'train.py': longTraining,
      'serve.py': serveProgram('v1'),
    })
    home.kubectl('create', 'namespace', home.namespace)
    home.kubectl('create', 'serviceaccount', 'deployer')
    home.kubectl(
      'create',
      'rolebinding',
      'deployer',
      '--clusterrole=admin',
      `--serviceaccount=${home.namespace}:deployer`,
    )
    const view = execFileSync('kubectl', ['config', 'view', '--raw', '--minify', '-o', 'json'], { encoding: 'utf8' })
    const { cluster: real } = JSON.parse(view).clusters[0]
    const own = home.kubectl('create', 'token', 'deployer').trim()
    const expiries = new Map<string, number>()
    const gate = await tokenGate(
      {
        url: real.server,
        ca: Buffer.from(real['certificate-authority-data'], 'base64').toString(),
        token: () => own,
      },
      (token) => (expiries.get(token) ?? 0) > Date.now(),
    )
    const minting = { now: 0, most: 0 }
    const bursts: Promise<readonly number[]>[] = []
    /** An issuer takes its time, and meanwhile fifty requests more are under way. */
    const mint = async () => {
      minting.most = Math.max(minting.most, ++minting.now)
      await realClock.sleep(100)
      if (expiries.size > 0) bursts.push(Promise.all(Array.from({ length: 50 }, asked)))
      await realClock.sleep(100)
      const [token, expiresAt] = [randomUUID(), Date.now() + lifeMs]
      expiries.set(token, expiresAt)
      minting.now--
      return { token, expiresAt }
    }
    const connection = connectionFor({ server: gate.url, token: mint, description: 'a gate', notes: [] }, realClock)
    await Promise.all(Array.from({ length: 50 }, () => connection.credentials()))
    expect(expiries.size).toBe(1)
    const transport = retrying(httpsTransport(connection, {}), { clock: realClock, random: Math.random })
    const asked = async () => {
      const { status, body } = await transport.send({
        method: 'GET',
        path: `/api/v1/namespaces/${home.namespace}`,
        headers: {},
      })
      await buffer(body)
      return status
    }
    const cluster = kubeCluster({ transport, clock: realClock, random: Math.random, server: gate.url })
    const io = recordingIo({ cwd: home.folder })
    const wired = { ...wiring(), connect: async () => ({ cluster, close: () => Promise.resolve() }) }
    const startedAt = Date.now()
    const code = await runCli(
      ['deploy'],
      io,
      commandsWith(() => wired),
    )
    const periods = (Date.now() - startedAt) / (lifeMs * 0.8)
    const statuses = (await Promise.all(bursts)).flat()
    await transport.close()
    gate.close()
    expect(code).toBe(0)
    expect(statuses.length).toBeGreaterThanOrEqual(5 * 50)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(minting.most).toBe(1)
    expect(`${io.out()}${io.err()}`).not.toMatch(/\b401\b|Unauthorized/)
    expect(io.out()).toContain('second 119')
    expect(gate.refused()).toBe(0)
    expect(expiries.size).toBeGreaterThan(5)
    expect(expiries.size).toBeLessThanOrEqual(Math.ceil(periods) + 1)
  })
})
