import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guardedIndex } from './guarded-index.ts'
import { repository, type World, worlds } from './worlds.ts'

const open = worlds.find(([name]) => name === 'the local cluster')?.[1]

describe.runIf(open !== undefined)('Python packages on the local cluster', () => {
  let world: World
  beforeAll(() => {
    if (open !== undefined) world = open()
  })
  afterAll(() => world?.stop())

  async function typed(line: string, how: Parameters<World['shell']>[1] = {}, status = 0): Promise<string> {
    const ended = await world.shell(line, how)
    expect(ended.status, `${line}\n${ended.stdout}${ended.stderr}`).toBe(status)
    return ended.stdout + ended.stderr
  }

  test('come from an extra index whose password is in a secret, and nowhere else', async () => {
    const password = 'pw-6c1f90ab37'
    const index = await guardedIndex(world.host, password)
    const cwd = repository(world, 'index', {
      'bodywork.yaml': `version: "2.0"
pipeline: {name: index, image: "${world.python}", secrets_group: index, env: {PIP_INDEX_URL: "${index.empty}"}}
stages:
  use:
    run: use.py
    requirements: [houseware]
    secrets: {PIP_EXTRA_INDEX_URL: pypi}
`,
      'use.py': 'import houseware\nprint("houseware", houseware.VERSION)\n',
    })
    const create = 'secret pypi --group index --from-env PIP_EXTRA_INDEX_URL'
    await typed(`bodywork create ${create}`, { env: { PIP_EXTRA_INDEX_URL: index.address('pw-wrong-77') } })
    const refused = await typed('bodywork deploy', { cwd }, 1)
    expect(refused).toContain('the package index refused access')
    expect(index.count.refused).toBeGreaterThan(0)
    await typed(`bodywork update ${create}`, { env: { PIP_EXTRA_INDEX_URL: index.address(password) } })
    const deployed = await typed('bodywork deploy --format json', { cwd })
    expect(deployed).toContain('houseware 1.4')
    expect(index.count.served).toBe(1)
    const others = await typed('kubectl get configmaps,jobs,pods,events -n index -o json')
    expect([refused.includes('pw-wrong-77'), `${deployed}${others}`.includes(password), index.exposed]).toEqual([
      false,
      false,
      [],
    ])
    index.close()
  })

  test('are those of MLflow: a training logs to the server by its name, each deployment serves the newest model', async () => {
    const example = 'examples/mlflow'
    const files = globSync('*.{py,yaml}', { cwd: example }).map((name) => [
      name,
      readFileSync(join(example, name), 'utf8'),
    ])
    const server = readFileSync('test/e2e/tracking-server.py', 'utf8').replace('sys.argv[1]', '"/mlflow"')
    const { 'bodywork.yaml': text = '', ...programs } = Object.fromEntries(files)
    const cwd = repository(world, 'mlflow', {
      ...programs,
      'bodywork.yaml': text
        .replace('python:3.12-slim', world.python)
        .replace('    requirements: ["mlflow>=3,<4"]\n', '')
        .replace('replicas: 2', 'replicas: 1'),
      'server.py': server,
    })
    await typed('kubectl create namespace mlflow')
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
    world.create({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'mlflow', namespace: 'mlflow' },
      spec,
    })
    const pods = () => typed('kubectl get pods -n mlflow -l bodywork.dev/stage=server -o name')
    const deploy = async () => {
      const said = await typed('bodywork deploy', { cwd })
      const logged = /train \| logged run ([0-9a-f]{32})/.exec(said)?.[1]
      expect(logged).toBeDefined()
      expect(said).toContain(`serve | serving the model of run ${logged}`)
      return { logged, pods: await pods() }
    }
    const first = await deploy()
    const second = await deploy()
    expect(second.logged).not.toBe(first.logged)
    expect(second.pods).toBe(first.pods)
  })
})
