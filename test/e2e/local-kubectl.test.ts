import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasKubectl, type LocalKubectl, localKubectl, type Said } from './local-kubectl.ts'

const web = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: main, image: "${image}", ports: [{containerPort: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`

describe.skipIf(!hasKubectl)('kubectl on the local cluster', () => {
  let local: LocalKubectl

  beforeAll(async () => {
    local = await localKubectl()
  })

  afterAll(async () => {
    await local.stop()
  })

  async function run(...words: readonly string[]): Promise<string> {
    const said: Said = await local.kubectl(...words)
    expect(said, `kubectl ${words.join(' ')}`).toMatchObject({ code: 0 })
    return said.stdout
  }

  const apply = (image: string, ...words: readonly string[]) =>
    run('apply', ...words, '-f', local.manifest('web.yaml', web(image)))

  async function settled(image: string): Promise<void> {
    await apply(image)
    expect(await run('rollout', 'status', 'deployment/web')).toContain('successfully rolled out')
  }

  test('knows the kinds', async () => {
    const kinds = await run('api-resources', '--no-headers', '-o', 'name')
    for (const kind of ['pods', 'deployments.apps', 'jobs.batch', 'cronjobs.batch', 'leases.coordination.k8s.io'])
      expect(kinds.split('\n')).toContain(kind)
    expect(await run('version')).toContain('Server Version: v1.')
  })

  test('explains fields, those of custom kinds too', async () => {
    expect(await run('explain', 'job.spec.template.spec.containers')).toMatch(/\n {2}image\t<string>\n/)
    const recursive = await run('explain', 'deployment.spec.strategy', '--recursive')
    expect(recursive).toContain('enum: Recreate, RollingUpdate')
    const spec = { type: 'object', properties: { size: { type: 'integer', description: 'How many.' } } }
    const schema = { openAPIV3Schema: { type: 'object', properties: { spec } } }
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'models.acme.test' },
      spec: {
        group: 'acme.test',
        scope: 'Namespaced',
        names: { plural: 'models', kind: 'Model' },
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    }
    await run('apply', '-f', local.manifest('models.json', JSON.stringify(definition)))
    expect(await run('explain', 'models.spec.size')).toContain('How many.')
  })

  test('applies, and then changes nothing when nothing changed', async () => {
    await settled('serve:1')
    expect(await apply('serve:1')).toBe('deployment.apps/web unchanged\nservice/web unchanged\n')
  })

  test('gets tables', async () => {
    await settled('serve:1')
    const [head = '', row = ''] = (await run('get', 'deployment', 'web')).split('\n')
    expect(head.split(/ {2,}/).map((cell) => cell.trim())).toEqual(['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE'])
    expect(row).toMatch(/^web +2\/2 +2 +2 +\d+/)
    const pods = await run('get', 'pods', '-l', 'app=web', '-o', 'wide')
    expect(pods).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE +IP +NODE/)
    expect(pods).toMatch(/\nweb-\S+ +1\/1 +Running +0 /)
    expect(await run('get', 'all')).toContain('service/web')
  })

  test('describes objects with their events', async () => {
    await settled('serve:1')
    const text = await run('describe', 'deployment', 'web')
    expect(text).toMatch(/Replicas: +2 desired \| 2 updated \| 2 total \| 2 available \| 0 unavailable/)
    expect(text).toContain('Scaled up replica set web-')
    expect(await run('describe', 'pod', '-l', 'app=web', '--show-events=true')).toContain(
      'Successfully assigned default/web-',
    )
  })

  test('applies on the server, names conflicts, and takes over by force', async () => {
    await settled('serve:1')
    const file = local.manifest('web.yaml', web('serve:other'))
    const refused = await local.kubectl('apply', '--server-side', '--field-manager=somebody', '-f', file)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('.spec.template.spec.containers[name="main"].image')
    const words = ['apply', '--server-side', '--force-conflicts', '--field-manager=somebody', '-f', file]
    expect(await run(...words)).toContain('deployment.apps/web serverside-applied')
  })

  test('undoes a rollout', async () => {
    await settled('serve:1')
    await settled('serve:2')
    expect(await run('rollout', 'undo', 'deployment/web')).toContain('rolled back')
    expect(await run('rollout', 'status', 'deployment/web')).toContain('successfully rolled out')
    const image = '{.spec.template.spec.containers[0].image}'
    expect(await run('get', 'deployment', 'web', '-o', `jsonpath=${image}`)).toBe('serve:1')
  })

  test('scales', async () => {
    await settled('serve:1')
    expect(await run('scale', 'deployment/web', '--replicas=3')).toContain('scaled')
    await run('rollout', 'status', 'deployment/web')
    expect((await run('get', 'pods', '-l', 'app=web', '--no-headers')).trim().split('\n')).toHaveLength(3)
  })

  test('creates a Job, waits for it, and follows its log', async () => {
    expect(await run('create', 'job', 'train', '--image=train:1', '--', 'python', 'train.py')).toContain(
      'job.batch/train created',
    )
    expect(await run('wait', '--for=condition=complete', 'job/train', '--timeout=50s')).toContain('condition met')
    await run('logs', '-f', 'job/train')
    expect(await run('get', 'job', 'train')).toMatch(/\ntrain +Complete +1\/1 /)
    expect(await run('describe', 'job', 'train')).toContain('Job completed')
    expect(await run('delete', 'job', 'train')).toContain('job.batch "train" deleted')
    expect((await local.kubectl('get', 'job', 'train')).stderr).toContain('(NotFound)')
  })

  test('creates what typed clients write', async () => {
    await run('create', 'namespace', 'other')
    await run('create', '-n', 'other', 'configmap', 'settings', '--from-literal=a=1')
    await run('create', '-n', 'other', 'secret', 'generic', 'keys', '--from-literal=password=x y')
    await run('create', '-n', 'other', 'serviceaccount', 'robot')
    await run('create', '-n', 'other', 'role', 'reader', '--verb=get,list', '--resource=pods')
    await run('create', '-n', 'other', 'rolebinding', 'reader', '--role=reader', '--serviceaccount=other:robot')
    await run('create', '-n', 'other', 'deployment', 'quiet', '--image=serve:1', '--replicas=0', '--port=80')
    await run('create', '-n', 'other', 'cronjob', 'nightly', '--image=train:1', '--schedule=0 3 * * *')
    await run('create', '-n', 'other', 'quota', 'small', '--hard=pods=3,requests.cpu=500m')
    const at = (kind: string, path: string) => run('get', '-n', 'other', ...kind.split(' '), '-o', `jsonpath={${path}}`)
    expect(await at('configmap settings', '.data.a')).toBe('1')
    expect(await at('secret keys', '.data.password')).toBe(Buffer.from('x y').toString('base64'))
    expect(await at('deployment quiet', '.spec.replicas')).toBe('0')
    expect(await at('cronjob nightly', '.spec.schedule')).toBe('0 3 * * *')
    expect(await at('quota small', '.spec.hard.requests\\.cpu')).toBe('500m')
    expect(await run('create', '-n', 'other', 'token', 'robot')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\s*$/)
    expect(await run('delete', 'namespace', 'other')).toContain('deleted')
  })

  test('asks what it may do', async () => {
    expect(await run('auth', 'can-i', 'create', 'pods')).toBe('yes\n')
    expect(await run('auth', 'can-i', '--list')).toContain('*.*')
    expect(await run('auth', 'whoami', '-o', 'jsonpath={.status.userInfo.groups}')).toContain('system:masters')
  })

  test('watches', async () => {
    const watching = local.until('seen-by-watch', 'get', 'configmaps', '-w')
    await run('create', 'configmap', 'seen-by-watch')
    const child = await watching
    child.removeAllListeners('exit')
    child.kill()
  })

  test('patches, labels and edits by every kind of patch', async () => {
    await run('create', 'configmap', 'patched', '--from-literal=a=1')
    await run('patch', 'configmap', 'patched', '--type=merge', '-p', '{"data":{"b":"2"}}')
    await run('patch', 'configmap', 'patched', '--type=json', '-p', '[{"op":"remove","path":"/data/a"}]')
    await run('label', 'configmap', 'patched', 'x=y')
    await run('annotate', 'configmap', 'patched', 'x=y')
    const paths = '{.data} {.metadata.labels} {.metadata.annotations}'
    expect(await run('get', 'configmap', 'patched', '-o', `jsonpath=${paths}`)).toBe('{"b":"2"} {"x":"y"} {"x":"y"}')
  })

  test('deletes what a manifest names', async () => {
    await settled('serve:1')
    const gone = await run('delete', '-f', local.manifest('web.yaml', web('serve:1')))
    expect(gone).toContain('deployment.apps "web" deleted')
    expect((await local.kubectl('get', 'deployment', 'web')).stderr).toContain('(NotFound)')
  })

  test('is told in the words of a server what is wrong', async () => {
    const file = local.manifest('wrong.yaml', web('serve:1').replace('replicas: 2', 'replicas: -2'))
    const { stderr } = await local.kubectl('apply', '-f', file)
    expect(stderr).toContain('spec.replicas: Invalid value: -2: must be greater than or equal to 0')
    const odd = local.manifest('odd.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: odd}\nnonsense: 1\n')
    expect((await local.kubectl('apply', '-f', odd)).stderr).toContain('unknown field "nonsense"')
  })
})
