import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { documented } from './article-projects.ts'
import { objectsOf2, objectsOf3, runsOf3 } from './earlier-objects.ts'
import { ownName, repository, type World, worlds } from './worlds.ts'

describe.each(worlds)('what releases 2.x and 3.x left, on %s', { concurrent: true }, (_name, open) => {
  let world: World
  const namespaces: string[] = []

  beforeAll(async () => {
    world = open()
    await typed('bodywork configure-cluster')
  })
  afterAll(async () => {
    for (const name of namespaces) await world?.shell(`kubectl delete ns ${name} --wait=false --ignore-not-found`)
    world?.stop()
  })

  async function typed(line: string, status = 0, cwd = world.home): Promise<string> {
    const ended = await world.shell(line, { cwd })
    expect(ended.status, `${line}\n${ended.stdout}${ended.stderr}`).toBe(status)
    return `${ended.stdout}${ended.stderr}`
  }
  const answer = (namespace: string, name: string) =>
    typed(`kubectl get --raw /api/v1/namespaces/${namespace}/services/${name}:5000/proxy/`)
  async function prepared(base: string, objects: (at: string) => readonly object[]): Promise<string> {
    const namespace = ownName(base)
    namespaces.push(namespace)
    world.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
    for (const object of objects(namespace)) world.create(object)
    return namespace
  }

  test('a service of 3.x is listed, adopted without an interruption, and deleted whole; its namespace stays', async () => {
    const namespace = await prepared('three', (at) =>
      objectsOf3(world, { namespace: at, pipeline: at, url: 'https://git.example/iris' }),
    )
    await vi.waitFor(async () => expect(await answer(namespace, 'serve')).toBe('old'), {
      timeout: 60_000,
      interval: 500,
    })
    const listed = await typed(`bodywork get deployments ${namespace} -o wide`)
    expect(listed).toMatch(/serve +1\/1 +healthy +abc1234/)
    expect(listed).toMatch(/https:\/\/git\.example\/iris +bodywork-3\.x/)
    const folder = repository(world, namespace, documented({ python: world.python, name: namespace }))
    expect(await typed('bodywork deploy', 0, folder)).toContain('as revision 1')
    expect(await answer(namespace, 'serve')).toContain('"ui"')
    const now = await typed(`bodywork get deployments ${namespace} -o wide`)
    expect(now).toMatch(/serve +1\/1 +healthy/)
    expect(now).toContain('bodywork-action')
    expect(await typed(`kubectl get deployment serve -n ${namespace} -o yaml`)).not.toContain('git.example')
    const deleted = await typed(`bodywork delete deployment ${namespace} --yes`)
    for (const kind of ['Ingress', 'Service', 'Deployment']) expect(deleted).toContain(`deleted ${kind} serve`)
    expect(deleted).toContain(`the namespace ${namespace} stays: it was not made by bodywork`)
    expect(await typed(`kubectl get deploy,svc,ingress,secrets,jobs -n ${namespace} -o name`)).toBe('')
  })

  test('a service of 2.x is listed under its project, and deleted without what is next to it', async () => {
    const namespace = await prepared('two', (at) => [
      ...objectsOf2(world, { namespace: at, pipeline: 'iris', url: 'https://git.example/iris' }),
      ...objectsOf2(world, { namespace: at, pipeline: 'other', url: 'https://git.example/other' }).slice(6),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'theirs', namespace: at } },
    ])
    const listed = await typed(`bodywork service display --ns=${namespace}`)
    expect(listed).toMatch(/iris +iris--serve-model[\s\S]*other +other--serve-model/)
    const one = await typed(`bodywork get deployment iris iris--serve-model --namespace ${namespace}`)
    expect(one).toMatch(/branch +master/)
    expect(one).toMatch(/made by +bodywork 2\.x/)
    const deleted = await typed(`bodywork service delete --ns=${namespace} --name=iris--serve-model --yes`)
    expect(deleted).toMatch(/deleted Service iris--serve-model[\s\S]*deleted Deployment iris--serve-model/)
    expect(
      await typed(`kubectl get deploy,svc -n ${namespace} -o name; kubectl get cm theirs -n ${namespace} -o name`),
    ).toBe('deployment.apps/other--serve-model\nservice/other--serve-model\nconfigmap/theirs\n')
  })

  test('a service of 2.x is adopted by a deployment of its configuration', async () => {
    const name = ownName('adopt')
    const namespace = await prepared('adopted', (at) =>
      objectsOf2(world, { namespace: at, pipeline: name, url: 'https://git.example/iris' }),
    )
    const service = `${name}--serve-model`
    await vi.waitFor(async () => expect(await answer(namespace, service)).toBe('old'), {
      timeout: 60_000,
      interval: 500,
    })
    const files = documented({ python: world.python, name })
    const config = (files['bodywork.yaml'] ?? '')
      .replace('"1.1"', '"1.0"')
      .replace('pipeline:', 'project:')
      .replaceAll(/\bserve\b(?!\.py)/g, 'serve_model')
      .replace('replicas: 1', 'replicas: 2')
    const broken = { ...files, 'bodywork.yaml': config, 'serve.py': 'raise SystemExit(3)\n' }
    const folder = repository(world, name, broken)
    const failed = await typed(`bodywork deploy --namespace ${namespace}`, 1, folder)
    expect(failed).toContain('what was deployed before is back')
    expect(await answer(namespace, service)).toBe('old')
    repository(world, name, { ...files, 'bodywork.yaml': config })
    await typed(`bodywork deploy --namespace ${namespace}`, 0, folder)
    expect(await answer(namespace, service)).toContain('"ui"')
    expect(await typed(`kubectl get deployments -n ${namespace} -o name`)).toBe(`deployment.apps/${service}\n`)
    expect(await typed(`bodywork get deployments ${name} -o wide`)).toMatch(/2\/2 +healthy.*bodywork-action/)
    await typed(`bodywork delete deployment ${name} --yes`)
    expect(await typed(`kubectl get deployments,services,pods -n ${namespace} -o name`)).not.toContain('deployment')
  })

  test('a run and a schedule of 3.x are shown, changed and deleted', async () => {
    const pipeline = ownName('runs')
    for (const object of runsOf3(world, { namespace: '', pipeline, url: 'https://git.example/iris' }))
      world.create(object)
    const job = `async-workflow-${pipeline}`
    await vi.waitFor(async () => expect(await typed(`bodywork get deployment --logs ${job}`)).toContain('an old run'), {
      timeout: 60_000,
      interval: 500,
    })
    expect(await typed(`bodywork delete deployment ${job} --async`)).toContain(`deleted Job ${job}`)
    expect(await typed(`bodywork get cronjob ${pipeline}`)).toMatch(/branch +master/)
    const updated = await typed(`bodywork update cronjob --name=${pipeline} --schedule="0 4 1 1 *"`)
    expect(updated).toContain('04:00')
    const spec = await typed(`kubectl get cronjob ${pipeline} -n bodywork-deployment-jobs -o yaml`)
    expect(spec).toContain('--branch=master')
    expect(spec).not.toContain('bodyworkml')
    expect(await typed(`bodywork delete cronjob ${pipeline}`)).toContain('deleted')
  })
})
