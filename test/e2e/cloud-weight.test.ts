import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const program = process.env['BODYWORK_TEST_PROGRAM'] ?? join(process.cwd(), 'dist/index.js')
const folder = mkdtempSync(join(tmpdir(), 'cloud-weight-'))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(
  join(folder, 'bodywork.yaml'),
  'version: "2.0"\npipeline: {name: p, namespace: ml, image: "python:3.12"}\nstages: {train: {run: train.py}}\n',
)
writeFileSync(join(folder, 'train.py'), 'print(1)\n')
writeFileSync(
  join(folder, 'hook.mjs'),
  `import { registerHooks } from 'node:module'
import { appendFileSync } from 'node:fs'
registerHooks({
  load(url, context, next) {
    appendFileSync(process.env.LOADED, url.split('?')[0] + '\\n')
    return next(url, context)
  },
})
`,
)

/** A proxy that lets nobody through: the first request to a cloud is the last thing that happens. */
const proxy = createServer()
proxy.on('connect', (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'))
beforeAll(() => once(proxy.listen(0, '127.0.0.1'), 'listening'))
afterAll(() => void proxy.close())

/** The parts of the program that a deployment has loaded until then. */
async function loadedBy(
  name: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ReadonlySet<string>> {
  const list = join(folder, name)
  const { port } = proxy.address() as AddressInfo
  const child = spawn(process.execPath, ['--import', join(folder, 'hook.mjs'), program, 'deploy', ...words], {
    cwd: folder,
    env: { HOME: folder, LOADED: list, HTTPS_PROXY: `http://127.0.0.1:${port}`, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  expect(await text(child.stderr)).toContain(words.length === 0 ? 'connect/no-cluster' : '[connect/unreachable]')
  const urls = readFileSync(list, 'utf8').split('\n')
  return new Set(urls.filter((url) => url.includes(`${dirname(program)}/`)).map((url) => basename(url)))
}

const weight = (name: string) => statSync(join(dirname(program), name)).size

// Sources are no measure of what is shipped.
describe.runIf(program.endsWith('.js'))('what signing in to a cloud adds to what is loaded', () => {
  const app = { AZURE_CLIENT_ID: 'app', AZURE_TENANT_ID: 'tenant', AZURE_CLIENT_SECRET: 'secret' }

  test.each([
    ['eks', ['--cluster', 'prod', '--region', 'eu-west-1'], { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'b' }],
    ['gke', ['--cluster', 'projects/p/locations/l/clusters/c'], { CLOUDSDK_AUTH_ACCESS_TOKEN: 'token' }],
    ['aks', ['--cluster', 'prod', '--resource-group', 'ml', '--subscription', 's'], app],
  ] as const)('%s: at most 15 KB, and no client-node', async (name, words, env) => {
    const base = await loadedBy(`without-${name}`, [], {})
    const added = [...(await loadedBy(name, words, env))].filter((part) => !base.has(part))
    expect(added.length).toBeGreaterThan(0)
    expect(added.reduce((sum, part) => sum + weight(part), 0)).toBeLessThanOrEqual(15 * 1024)
  })
})
