import { execFileSync } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubeconfig, type Project, project, serveProgram, trainAndServe, trainProgram } from './cluster.ts'
import { type GitServer, gitServer } from './git-server.ts'
import { started } from './running.ts'

/** An image with this program that the cluster has, as scripts/controller-image.ts makes one. */
const image = process.env['BODYWORK_TEST_CONTROLLER_IMAGE']

/** An address of this machine that pods reach. */
const host = process.env['BODYWORK_TEST_HOST'] ?? '10.200.0.254'
const isReached = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === host))

const token = 'gt0ken-4f1d9a7c2b'

describe.runIf(kubeconfig !== undefined && image !== undefined && isReached)('a schedule on a real Kubernetes', () => {
  let at: Project
  let server: GitServer
  const name = () => at.namespace
  const url = () => server.url(`${at.folder.split('/').at(-1)}/.git`)
  const said: string[] = []
  const bodywork = async (...words: readonly string[]) => {
    const ended = await started(at, words, { BODYWORK_GIT_TOKEN: token }).done
    said.push(ended.stdout, ended.stderr)
    return ended
  }
  const done = async (...words: readonly string[]) => {
    const ended = await bodywork(...words)
    expect(ended.status, `${words.join(' ')}\n${ended.stdout}${ended.stderr}`).toBe(0)
    return ended.stdout
  }

  beforeAll(async () => {
    at = project('schedule')
    server = await gitServer({ root: dirname(at.folder), host, token })
    at.commit({
      'bodywork.yaml': trainAndServe(at.namespace),
      'train.py': trainProgram,
      'serve.py': serveProgram('v1'),
    })
  })
  afterAll(async () => {
    await bodywork('delete', 'cronjob', name())
    await bodywork('delete', 'secret', '--group', name(), '--yes')
    await server?.stop()
    at?.remove()
  })

  interface Run {
    readonly run: string
    readonly state: string
    readonly outcome?: string
    readonly revision?: number
    readonly commit?: string
  }
  const history = async (): Promise<readonly Run[]> =>
    JSON.parse(await done('get', 'cronjob', name(), '--history', '-o', 'json'))
  /** Fires the schedule and gives its run once that has ended. */
  async function fired(): Promise<Run> {
    const run = /^started (\S+);/.exec(await done('run', 'now', name()))?.[1] ?? ''
    let found: Run | undefined
    await expect
      .poll(
        async () => {
          found = (await history()).find((one) => one.run === run)
          return found?.state
        },
        { timeout: 120_000, interval: 1000 },
      )
      .toMatch(/succeeded|failed/)
    return found ?? { run, state: 'lost' }
  }
  const answer = () => at.kubectl('get', '--raw', `/api/v1/namespaces/${at.namespace}/services/serve:8000/proxy/`)

  test('clones over https with the keys of its group, trains, serves, and shows its history and log', async () => {
    await done('create', 'secret', 'git-token', '--group', name(), '--from-env', 'BODYWORK_GIT_TOKEN')
    await done('create', 'secret', 'git-ca', '--group', name(), '--from-file', `BODYWORK_GIT_CA=${server.ca}`)
    const options = ['--schedule', '0 3 1 1 *', '--group', name(), '--retries', '0', '--history-limit', '3']
    const made = await done('create', 'cronjob', url(), '--name', name(), '--image', image ?? '', ...options)
    expect(made).toContain('runs at 03:00 on day 1 of the month in January')
    const run = await fired()
    const log = await done('get', 'cronjob', name(), '--logs', run.run)
    const head = execFileSync('git', ['-C', at.folder, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
    expect(run, log).toMatchObject({ state: 'succeeded', outcome: 'deployed', revision: 1, commit: head })
    expect(log).toMatch(/train +\| training/)
    expect(answer()).toBe('v1\n')
    expect(await done('get', 'deployments', 'iris', '--namespace', at.namespace)).toMatch(/serve +2\/2 +healthy/)
    expect(server.asked.allowed).toBeGreaterThan(0)
  })

  test('a run that fails is rolled back, and is a failed Job with an Event', async () => {
    at.commit({ 'serve.py': 'import package_nobody_has\n' })
    const run = await fired()
    expect(run).toMatchObject({ state: 'failed', outcome: 'rolled-back', revision: 2 })
    expect(await done('get', 'cronjob', name(), '--logs', run.run)).toContain('package_nobody_has')
    expect(answer()).toBe('v1\n')
    const events = execFileSync(
      'kubectl',
      ['get', 'events', '-n', 'bodywork-deployment-jobs', '--field-selector', `involvedObject.name=${run.run}`],
      { encoding: 'utf8' },
    )
    expect(events).toContain('BackoffLimitExceeded')
    expect((await history()).map(({ state }) => state)).toEqual(['failed', 'succeeded'])
    expect(await done('history', 'iris', '--namespace', at.namespace)).toMatch(/rolled-back[\s\S]*deployed/)
  })

  test('the token is in no output, no log and no object but its Secret', () => {
    const every = ['cronjobs,jobs,pods,configmaps,events', '-n', 'bodywork-deployment-jobs', '-o', 'json']
    const objects = execFileSync('kubectl', ['get', ...every], { encoding: 'utf8', maxBuffer: 1 << 28 })
    const text = `${said.join('')}${objects}${at.kubectl('get', 'all,secrets,configmaps,events', '-o', 'json')}`
    const found = [token, Buffer.from(token).toString('base64')].filter((secret) => text.includes(secret))
    expect(found).toEqual([])
  })
})
