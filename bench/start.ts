import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { type Measured, percentile } from './measured.ts'
import { program, ran, withProject } from './program.ts'

const rounds = 11

/** B5: how long a start takes, against a Node.js that does nothing, and until the first request leaves. */
export function start(): Promise<readonly Measured[]> {
  return withProject('start', files, async ({ folder }) => {
    const times: Record<string, number[]> = { nothing: [], validate: [], plan: [], first: [], action: [] }
    // Without a cluster: with one, a plan asks it what would change.
    const { KUBECONFIG: _, ...others } = process.env
    const alone = { ...others, HOME: folder }
    const clouds: Record<string, number[]> = { eks: [], gke: [], aks: [] }
    // In turn, so that whatever else this machine does meets all of them alike.
    for (let round = 0; round < rounds; round++) {
      times['nothing']?.push((await ran(process.execPath, ['-e', '0'])).ms)
      for (const command of ['validate', 'plan'])
        times[command]?.push((await ran(process.execPath, [program, command], { cwd: folder, env: alone })).ms)
      times['first']?.push(await firstRequest(folder, false))
      times['action']?.push(await firstRequest(folder, true))
      for (const [name, added] of Object.entries(await signIns(folder))) clouds[name]?.push(added)
    }
    const median = (name: string) => percentile(times[name] ?? [], 0.5)
    const against = { what: 'node -e 0', value: median('nothing') }
    const commands = ['validate', 'plan'].map(
      (command): Measured => ({
        bench: 'B5',
        what: `${command} of 20 stages`,
        value: median(command),
        unit: 'ms',
        against,
        target: { of: 'ratio', atMost: 4 },
      }),
    )
    const firsts = (['first', 'action'] as const).map(
      (name): Measured => ({
        bench: 'B5',
        what: `${name === 'action' ? 'action' : 'deploy'}: start to the first request`,
        value: median(name),
        unit: 'ms',
        target: { of: 'value', atMost: 300 },
      }),
    )
    const signedIn = Object.entries(clouds).map(
      ([name, added]): Measured => ({
        bench: 'B5',
        what: `what signing in to ${name.toUpperCase()} adds to a start`,
        value: percentile(added, 0.5),
        unit: 'ms',
        target: { of: 'value', atMost: 10 },
      }),
    )
    return [...commands, ...firsts, ...signedIn]
  })
}

const ways: Readonly<Record<string, readonly [words: readonly string[], env: Readonly<Record<string, string>>]>> = {
  eks: [
    ['--cluster', 'c', '--region', 'eu-west-1', '--role-to-assume', 'arn:aws:iam::1:role/r'],
    { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'b' },
  ],
  gke: [['--cluster', 'projects/p/locations/l/clusters/c'], { CLOUDSDK_AUTH_ACCESS_TOKEN: 'token' }],
  aks: [
    ['--cluster', 'c', '--resource-group', 'g', '--subscription', 's'],
    { AZURE_CLIENT_ID: 'a', AZURE_TENANT_ID: 't', AZURE_CLIENT_SECRET: 's' },
  ],
}

/** Until the first request to a cloud leaves, against a start that finds no cluster at all. */
async function signIns(folder: string): Promise<Readonly<Record<string, number>>> {
  const time = async (words: readonly string[], env: Readonly<Record<string, string>>) => {
    const proxy = createServer()
    const asked = new Promise<number>((resolve) =>
      proxy.on('connect', (_request, socket) => {
        resolve(performance.now())
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      }),
    )
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const address = proxy.address()
    const HTTPS_PROXY = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const begun = performance.now()
    const ended = ran(process.execPath, [program, 'deploy', ...words], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, ...env, HTTPS_PROXY },
    })
    const at = await Promise.race([asked, ended.then(() => performance.now())])
    await ended
    proxy.close()
    return at - begun
  }
  const added: Record<string, number> = {}
  for (const [name, [words, env]] of Object.entries(ways)) {
    const none = await time([], {})
    added[name] = (await time(words, env)) - none
  }
  return added
}

/** The server refuses everything: the time of the first request is all that is wanted. */
async function firstRequest(folder: string, isAction: boolean): Promise<number> {
  let asked: number | undefined
  const server = createServer((_request, answer) => {
    asked ??= performance.now()
    answer.writeHead(403, { 'content-type': 'application/json' })
    answer.end('{"kind":"Status","apiVersion":"v1","code":403,"reason":"Forbidden","message":"no"}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const config = join(folder, '.git/kubeconfig.json')
  writeFileSync(config, JSON.stringify(kubeconfig(`http://127.0.0.1:${port}`)))
  const begun = performance.now()
  const asAction = {
    ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder },
    ...{ INPUT_KUBECONFIG: config, GITHUB_REPOSITORY: 'acme/start', GITHUB_RUN_ID: '1' },
  }
  await (isAction
    ? ran(process.execPath, [program], { cwd: folder, env: asAction })
    : ran(process.execPath, [program, 'deploy', '--kubeconfig', config], { cwd: folder }))
  server.close()
  if (asked === undefined) throw new Error('no request was made')
  return asked - begun
}

function kubeconfig(server: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user: { token: 'x' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  }
}

function files(namespace: string): Readonly<Record<string, string>> {
  const names = Array.from({ length: 20 }, (_, number) => `stage${number}`)
  const stages = names.map((name) => `  ${name}:\n    run: ${name}.py\n    resources: {cpu: 10m, memory: 16Mi}\n`)
  const config = `version: "2.0"\npipeline:\n  name: start\n  namespace: ${namespace}\n  image: python:3.12\n  DAG: ${names.join(' >> ')}\nstages:\n${stages.join('')}`
  return { 'bodywork.yaml': config, ...Object.fromEntries(names.map((name) => [`${name}.py`, 'print(1)\n'])) }
}
