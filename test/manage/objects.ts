import type { KubeObject } from '../../src/plan/objects.ts'

/** How a service of a test differs from a healthy one of ours. */
export interface ServiceWish {
  readonly pipeline?: string
  readonly name?: string
  readonly namespace?: string
  readonly status?: object
  readonly madeBy?: '2.x' | '3.x'
}

const healthy = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1 }

/** The Deployment of a service. */
export function aDeployment(wish: ServiceWish = {}): KubeObject {
  const { pipeline = 'iris', name = 'serve', namespace = 'ml', status = healthy } = wish
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace,
      generation: 1,
      creationTimestamp: '1970-01-01T00:00:00Z',
      ...marks(wish, pipeline, name),
    },
    spec: { replicas: 1, template: { spec: { containers: [{ name: 'bodywork', args: argsOf(wish) }] } } },
    status,
  }
}

/** The Service of a service. */
export function aService(wish: ServiceWish = {}): KubeObject {
  const { pipeline = 'iris', name = 'serve', namespace = 'ml' } = wish
  const { labels } = marks(wish, pipeline, name)
  const { 'deployment-name': _one, ...earlier } = labels
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: wish.madeBy === undefined ? labels : earlier },
    spec: { ports: [{ port: 5000 }] },
  }
}

/** The Ingress of a service. */
export function anIngress(wish: ServiceWish = {}): KubeObject {
  const service = aService(wish)
  const { name, namespace } = service.metadata
  const paths = [{ path: `/${namespace}/${name}(/|$)(.*)` }]
  return { ...service, apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', spec: { rules: [{ http: { paths } }] } }
}

function marks(wish: ServiceWish, pipeline: string, name: string) {
  if (wish.madeBy === '2.x')
    return { labels: { app: 'bodywork', stage: name.split('--')[1] ?? name } as Record<string, string> }
  const common = {
    app: 'bodywork',
    stage: name,
    'deployment-name': pipeline,
    'git-commit-hash': 'abc1234',
    'git-branch': 'main',
  }
  if (wish.madeBy === '3.x') return { labels: common as Record<string, string> }
  return {
    labels: {
      ...common,
      'app.kubernetes.io/managed-by': 'bodywork',
      'bodywork.dev/pipeline': pipeline,
      'bodywork.dev/stage': name,
    } as Record<string, string>,
    annotations: { 'bodywork.dev/commit': 'abc1234def', 'bodywork.dev/repository': 'https://example.com/iris' },
  }
}

function argsOf({ madeBy, name = 'serve' }: ServiceWish): readonly string[] {
  if (madeBy === '2.x') return ['https://example.com/old', 'master', name]
  return madeBy === '3.x' ? ['https://example.com/iris', name, '--branch=main'] : []
}
