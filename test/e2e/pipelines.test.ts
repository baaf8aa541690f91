import { execFileSync } from 'node:child_process'
import { afterAll, describe, test } from 'vitest'
import { kubeconfig, type Project, project, pythonImage } from './cluster.ts'
import { eventsIn, run } from './running.ts'

const projects: Project[] = []
afterAll(() => {
  for (const one of projects) one.remove()
})

function made(name: string, files: (namespace: string) => Readonly<Record<string, string>>): Project {
  const at = project(name)
  projects.push(at)
  at.commit(files(at.namespace))
  return at
}

function applied(object: object, manager = 'kubectl'): void {
  const words = ['create', '--save-config=false', `--field-manager=${manager}`, '-f', '-']
  execFileSync('kubectl', words, { input: JSON.stringify(object), stdio: ['pipe', 'pipe', 'pipe'] })
}

const config = (namespace: string, name: string, dag: string, stages: string, more = '') => `version: "2.0"
pipeline:
  name: ${name}
  namespace: ${namespace}
  image: ${pythonImage}
  DAG: ${dag}
${more}stages:
${stages}`
const small = 'resources: {cpu: 20m, memory: 64Mi}'
const batch = (name: string, more = 'batch: {timeout: 1m, retries: 0}') =>
  `  ${name}:\n    run: ${name}.py\n    ${small}\n    ${more}\n`
const serve = `import socket
listening = socket.create_server(("", 8000))
while True:
    asking, _ = listening.accept()
    asking.recv(9999)
    asking.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\nup")
    asking.close()
`
/** A service that costs next to nothing to start. */
const service = (name: string, port = 8000) =>
  `  ${name}:\n    command: [python, -Sc, ${JSON.stringify(serve.replace('8000', String(port)))}]\n    source: image\n    ${small}\n    service: {port: ${port}, startup_timeout: 60s}\n`
const answerOf = (at: Project, name: string) =>
  at.kubectl('get', '--raw', `/api/v1/namespaces/${at.namespace}/services/${name}/proxy/`).trim()
const namesOf = (at: Project, kinds: string) => at.kubectl('get', kinds, '-o', 'name').trim().split('\n').sort()

const patient = { concurrent: true, timeout: 400_000 }

describe.runIf(kubeconfig !== undefined)('pipelines on a real Kubernetes', patient, () => {
  test('stages of every shape, a port that moves, a stage that is gone, some stages only, and one too slow', async ({
    expect,
  }) => {
    const at = made('shapes', (namespace) => ({
      'bodywork.yaml': config(
        namespace,
        'shapes',
        'flaky,with_args,serve >> extra',
        batch('flaky', 'batch: {timeout: 1m, retries: 1, backoff: 1s}') +
          batch('with_args', 'args: ["--rate", "0.5"]\n    batch: {timeout: 1m, retries: 0}') +
          service('serve') +
          service('extra'),
      ),
      'flaky.py': 'import os\nraise SystemExit(0 if os.environ["HOSTNAME"].split("-")[-2] == "2" else 7)\n',
      'with_args.py': 'import sys\nprint("arguments", sys.argv[1:])\n',
      'train.py': 'print("trained")\n',
      'slow.py': 'import time\ntime.sleep(120)\n',
      'notify.py': 'import os\nprint("told:", os.environ["EXCEPTION_MESSAGE"])\n',
    }))
    const endsOf = (stdout: string) =>
      Object.fromEntries(
        eventsIn(stdout).flatMap((event) =>
          event.type === 'stage.finished' ? [[String(event['stage']), String(event['outcome'])]] : [],
        ),
      )

    const first = await run(at, 'deploy', '--format', 'json')
    const events = eventsIn(first.stdout)
    expect(first.status).toBe(0)
    expect(events.find(({ type }) => type === 'wave.started')).toMatchObject({
      stages: ['flaky', 'with_args', 'serve'],
    })
    expect(events.find((event) => event.type === 'stage.finished' && event['stage'] === 'flaky')).toMatchObject({
      outcome: 'succeeded',
      attempts: 2,
      timings: { totalMs: expect.any(Number), runMs: expect.any(Number), waitMs: expect.any(Number) },
    })
    expect(events.map((event) => event['line'])).toContain("arguments ['--rate', '0.5']")
    expect(answerOf(at, 'serve:8000')).toBe('up')
    expect(answerOf(at, 'extra:8000')).toBe('up')

    const timings = ['-r', 'select(.type == "stage.finished") | "\\(.stage) \\(.timings.runMs)"']
    const told = execFileSync('jq', timings, { input: first.stdout, encoding: 'utf8' })
    expect(told.trim().split('\n').sort()).toEqual(
      ['extra', 'flaky', 'serve', 'with_args'].map((stage) => expect.stringMatching(`^${stage} \\d+$`)),
    )

    const fewer = batch('train') + service('serve', 9000)
    at.commit({ 'bodywork.yaml': config(at.namespace, 'shapes', 'train >> serve', fewer) })
    expect((await run(at, 'deploy')).status).toBe(0)
    expect(answerOf(at, 'serve:9000')).toBe('up')
    expect(namesOf(at, 'deployments,services')).toEqual(['deployment.apps/serve', 'service/serve'])

    const only = await run(at, 'deploy', '--only', 'train', '--format', 'json')
    expect(only.status).toBe(0)
    expect(endsOf(only.stdout)).toEqual({ train: 'succeeded', serve: 'skipped' })
    const from = await run(at, 'deploy', '--from', 'serve', '--format', 'json')
    expect(from.status).toBe(0)
    expect(endsOf(from.stdout)).toEqual({ train: 'skipped', serve: 'succeeded' })
    expect(namesOf(at, 'deployments')).toEqual(['deployment.apps/serve'])

    const tooSlow = batch('slow', 'batch: {timeout: 5s, retries: 0}') + batch('notify') + service('serve', 9000)
    const hook = '  on_failure: notify\n'
    at.commit({ 'bodywork.yaml': config(at.namespace, 'shapes', 'slow >> serve', tooSlow, hook) })
    const { status, stdout } = await run(at, 'deploy', '--format', 'json')
    expect(status).toBe(1)
    expect(eventsIn(stdout).at(-1)).toMatchObject({ failedStage: 'slow', failure: { cause: 'deadline' } })
    expect(eventsIn(stdout).map((event) => String(event['line'] ?? ''))).toContainEqual(
      expect.stringMatching(/^told: .*slow/),
    )
    expect(answerOf(at, 'serve:9000')).toBe('up')
  })

  test('pipelines share a namespace, even at the same time, and one of batch stages alone leaves it to the others', async ({
    expect,
  }) => {
    const at = made('shared', (namespace) => ({
      'bodywork.yaml': config(namespace, 'one', 'serve', service('serve')),
      'two.yaml': config(namespace, 'two', 'other', service('other')),
      'night.yaml': config(namespace, 'night', 'train', batch('train')),
      'train.py': 'print("trained")\n',
    }))
    expect((await run(at, 'deploy')).status).toBe(0)
    const both = await Promise.all(['two.yaml', 'night.yaml'].map((file) => run(at, 'deploy', '--file', file)))
    expect(both.map(({ status }) => status)).toEqual([0, 0])
    expect(answerOf(at, 'serve:8000')).toBe('up')
    expect(answerOf(at, 'other:8000')).toBe('up')
    expect(namesOf(at, 'deployments')).toEqual(['deployment.apps/other', 'deployment.apps/serve'])
  })

  test('the secrets of a group are there under their names, and follow the group', async ({ expect }) => {
    const at = made('secrets', (namespace) => ({
      'bodywork.yaml': config(
        namespace,
        'secrets',
        'show',
        batch('show', 'secrets: {TOKEN: keys}\n    batch: {timeout: 1m, retries: 0}'),
        `  secrets_group: ${namespace}\n`,
      ),
      'show.py': 'import hashlib, os\nprint("hash", hashlib.sha256(os.environ["TOKEN"].encode()).hexdigest()[:8])\n',
    }))
    const group = 'bodywork-deployment-jobs'
    const name = `${at.namespace}-keys`
    try {
      execFileSync('kubectl', ['create', 'namespace', group], { stdio: 'pipe' })
    } catch {
      // Somebody else made it before.
    }
    const write = (token: string) => {
      execFileSync('kubectl', ['delete', 'secret', name, '-n', group, '--ignore-not-found'], { stdio: 'pipe' })
      const metadata = { name, namespace: group, labels: { group: at.namespace } }
      applied({ apiVersion: 'v1', kind: 'Secret', metadata, stringData: { TOKEN: token } })
    }
    try {
      for (const [token, hash] of [
        ['first', 'a7937b64'],
        ['second', '16367aac'],
      ] as const) {
        write(token)
        const { status, stdout, stderr } = await run(at, 'deploy', '--format', 'json')
        expect(status, stderr).toBe(0)
        expect(eventsIn(stdout).map((event) => event['line'])).toContain(`hash ${hash}`)
        expect(stdout + stderr).not.toContain(Buffer.from(token).toString('base64'))
      }
    } finally {
      execFileSync('kubectl', ['delete', 'secret', name, '-n', group, '--ignore-not-found'], { stdio: 'pipe' })
    }
  })

  test('what an earlier release deployed is taken over whole, while it goes on serving', async ({ expect }) => {
    const at = made('adopt', (namespace) => ({
      'bodywork.yaml': config(namespace, 'adopt', 'serve', service('serve')),
    }))
    applied({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: at.namespace } })
    for (const object of earlier(at.namespace)) applied(object, 'OpenAPI-Generator')
    at.kubectl('wait', '--for=condition=Available', 'deployment/serve', '--timeout=120s')
    expect((await run(at, 'deploy')).status).toBe(0)
    expect(answerOf(at, 'serve:8000')).toBe('up')
    const now = JSON.parse(at.kubectl('get', 'deployment', 'serve', '-o', 'json'))
    const [container] = now.spec.template.spec.containers
    expect(now.spec.template.spec.containers).toHaveLength(1)
    expect(container.env.map(({ name }: { readonly name: string }) => name)).not.toContain('OLD_ONLY')
    expect(JSON.stringify(container)).not.toContain('http.server')
  })
})

/** A service as a 3.x release wrote it, with a variable that nothing asks for any more. */
function earlier(namespace: string): readonly object[] {
  const labels = {
    app: 'bodywork',
    stage: 'serve',
    'deployment-name': 'adopt',
    'git-commit-hash': 'abc',
    'git-branch': '',
  }
  const container = {
    name: 'bodywork',
    image: pythonImage,
    command: ['python', '-m', 'http.server'],
    args: ['8000'],
    env: [{ name: 'OLD_ONLY', value: '1' }],
    startupProbe: { tcpSocket: { port: 8000 }, periodSeconds: 2, failureThreshold: 10 },
  }
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'serve', namespace, labels, annotations: { port: '8000' } },
      spec: {
        replicas: 1,
        revisionHistoryLimit: 0,
        selector: { matchLabels: { stage: 'serve' } },
        template: { metadata: { labels }, spec: { containers: [container] } },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'serve', namespace, labels },
      spec: { type: 'ClusterIP', selector: { stage: 'serve' }, ports: [{ port: 8000, targetPort: 8000 }] },
    },
  ]
}
