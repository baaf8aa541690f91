import { spawn, spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubeconfig, type Project, project } from './cluster.ts'
import { pathWithHelm } from './helm-tool.ts'

const projects: Project[] = []
afterAll(() => {
  for (const one of projects) one.remove()
})
beforeAll(() => {
  if (kubeconfig !== undefined) process.env['PATH'] = pathWithHelm()
})

/** An example as a repository of its own. */
function example(name: string): Project {
  const at = project(name)
  projects.push(at)
  cpSync(join(process.cwd(), 'examples', name), at.folder, { recursive: true })
  at.commit({})
  return at
}

/** Everything that people wrote of these objects, by kind and name. */
function written(at: Project, kinds: string): Readonly<Record<string, unknown>> {
  const { items } = JSON.parse(at.kubectl('get', kinds, '-o', 'json'))
  return Object.fromEntries(
    items.map((item: { kind: string; metadata: { name: string; labels: object }; spec: object; data: object }) => [
      `${item.kind}/${item.metadata.name}`,
      [item.spec, item.data, item.metadata.labels],
    ]),
  )
}

describe.runIf(kubeconfig !== undefined)('stages on a real Kubernetes', () => {
  test('an image, a chart, manifests and a Python service are one transaction: the last one fails, all four are back', () => {
    const at = example('four-ways')
    const kinds = 'deploy,sts,svc,cm,models.four-ways.example.com'
    const first = at.bodywork('deploy', '--namespace', at.namespace)
    expect(first.status, first.stdout).toBe(0)
    expect(first.stdout).toContain('chart | schema is up to date')
    expect(at.kubectl('get', 'model', 'current', '-o', 'jsonpath={.spec.accuracy}')).toBe('0.97')
    expect(at.kubectl('get', 'sts', 'worker', '-o', 'jsonpath={.spec.replicas}')).toBe('2')
    expect(at.kubectl('get', 'jobs', '-o', 'name')).toBe('')
    const before = written(at, kinds)

    at.commit({
      'train.py': at.file('train.py').replace('accuracy=0.97\\nreplicas=2', 'accuracy=0.95\\nreplicas=1'),
      'bodywork.yaml': at
        .file('bodywork.yaml')
        .replace('GREETING: hello', 'GREETING: goodbye')
        .replace('"8080"]', '"8080", -d, /tmp]'),
      'report/app.py': 'raise SystemExit(4)\n',
    })
    const second = at.bodywork('deploy', '--namespace', at.namespace)
    expect(second.status).toBe(1)
    expect(second.stdout).toContain('what was deployed before is back')
    expect(written(at, kinds)).toEqual(before)

    at.commit({ 'chart/templates/bad.yaml': '{{ fail "no such model" }}\n' })
    const third = at.bodywork('deploy', '--namespace', at.namespace)
    expect(third.status).not.toBe(0)
    expect(third.stderr).toMatch(/helm cannot render chart for stage "chart": .*no such model/)

    spawnSync('kubectl', ['delete', 'crd', 'models.four-ways.example.com', '--ignore-not-found'])
  })

  test('a matrix runs as one Job, its list may come from an output, and its outputs are lists', () => {
    const at = example('matrix')
    const { status, stdout } = at.bodywork('deploy', '--namespace', at.namespace)
    expect(status, stdout).toBe(0)
    expect(stdout).toContain('scores [2.72727, 4.54545, 1.5, 2.5, 1, 0.1] errors [0.1, 0.2, 0.3]')
    expect(stdout.match(/^fit \| job\/.* created$/gm)).toHaveLength(1)

    at.commit({ 'fit.py': `${at.file('fit.py')}\nif alpha == 1.0:\n    raise ValueError("no fit")\n` })
    const failed = at.bodywork('deploy', '--namespace', at.namespace)
    expect(failed.status).toBe(1)
    expect(failed.stdout).toMatch(/with alpha=1, depth=[35]: .*no fit/)
  })

  test('options of services are what the API server takes, and only what changed is restarted', () => {
    const at = example('service-options')
    const first = at.bodywork('deploy', '--namespace', at.namespace)
    expect(first.status, first.stdout).toBe(0)
    const pod = () =>
      at.kubectl('get', 'pods', '-l', 'bodywork.dev/stage=worker', '-o', 'jsonpath={.items[*].metadata.uid}')
    const before = pod()
    const second = at.bodywork('deploy', '--namespace', at.namespace)
    expect(second.status, second.stdout).toBe(0)
    expect(pod()).toBe(before)
  })

  test('GPU, shared memory, volumes and pod_template pass the API server (this cluster has no GPU to run them)', () => {
    const at = example('gpu-training')
    spawnSync('kubectl', ['create', 'namespace', at.namespace])
    const rendered = at.bodywork('render', '--set', `pipeline.namespace=${at.namespace}`)
    expect(rendered.status, rendered.stderr).toBe(0)
    const applied = spawnSync(
      'kubectl',
      ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '-f', '-'],
      {
        input: rendered.stdout,
        encoding: 'utf8',
      },
    )
    expect(applied.stderr).toBe('')
    expect(applied.stdout).toMatch(/job\.batch\/train-\S+ serverside-applied/)
  })

  test('a SeldonDeployment is ready when its controller says so; without its kind nothing is applied', async () => {
    const at = example('seldon')
    const refused = at.bodywork('deploy', '--namespace', at.namespace)
    expect(refused.stderr).toContain('the cluster does not know SeldonDeployment of machinelearning.seldon.io/v1')
    expect(refused.status).not.toBe(0)
    const crd = JSON.stringify({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'seldondeployments.machinelearning.seldon.io' },
      spec: {
        group: 'machinelearning.seldon.io',
        scope: 'Namespaced',
        names: { kind: 'SeldonDeployment', plural: 'seldondeployments', singular: 'seldondeployment' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            subresources: { status: {} },
            schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          },
        ],
      },
    })
    spawnSync('kubectl', ['apply', '-f', '-'], { input: crd })
    const says = (state: string, description: string, { namespace } = at) => {
      const status = JSON.stringify({ status: { state, description } })
      const patch = `kubectl -n ${namespace} patch seldondeployment scorer --subresource=status --type=merge -p '${status}'`
      return spawn('sh', ['-c', `until ${patch}; do sleep 0.3; done; sleep 2; ${patch}`], { stdio: 'ignore' })
    }
    try {
      const creating = says('Available', 'deployed')
      const first = at.bodywork('deploy', '--namespace', at.namespace)
      creating.kill()
      expect(first.status, first.stdout).toBe(0)
      expect(
        at.kubectl('get', 'seldondeployment', 'scorer', '-o', 'jsonpath={.spec.predictors[0].graph.modelUri}'),
      ).toMatch(/^s3:\/\/models\/[0-9a-f]{7}$/)
      const other = example('scoring-four-ways')
      const creatingOther = says('Available', 'deployed', other)
      const way = other.bodywork('deploy', 'seldon', '--namespace', other.namespace)
      creatingOther.kill()
      expect(way.status, way.stdout).toBe(0)
      const failing = says('Failed', 'the model is not there')
      const second = at.bodywork('deploy', '--namespace', at.namespace)
      failing.kill()
      expect(second.status).toBe(1)
      expect(second.stdout).toContain('SeldonDeployment "scorer" is Failed: the model is not there')
    } finally {
      spawnSync('kubectl', ['delete', 'crd', 'seldondeployments.machinelearning.seldon.io', '--ignore-not-found'])
    }
  })
})
