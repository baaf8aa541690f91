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
    // In turn, so that whatever else this machine does meets all of them alike.
    for (let round = 0; round < rounds; round++) {
      times['nothing']?.push((await ran(process.execPath, ['-e', '0'])).ms)
      for (const command of ['validate', 'plan'])
        times[command]?.push((await ran(process.execPath, [program, command], { cwd: folder })).ms)
      times['first']?.push(await firstRequest(folder, false))
      times['action']?.push(await firstRequest(folder, true))
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
    return [...commands, ...firsts]
  })
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
