import type { World } from './worlds.ts'

/** What is deployed, as releases 2.x and 3.x name it. */
export interface Earlier {
  readonly namespace: string
  readonly pipeline: string
  readonly url: string
}

const answer = `from http.server import BaseHTTPRequestHandler as B, HTTPServer as S
class H(B):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"old")
    def log_message(self, *a): pass
S(("0.0.0.0", 5000), H).serve_forever()`

/** Programs of old images are not here: their words stay in the arguments, where people find the repository. */
const container = (world: World, args: readonly string[], env: readonly object[] = []) => ({
  name: 'bodywork',
  image: world.python,
  imagePullPolicy: 'Always',
  command: ['python3', '-c', answer],
  args,
  env,
  resources: { requests: { cpu: '20m', memory: '50M' } },
})

const rbac = 'rbac.authorization.k8s.io'

/** The objects of one service as release 3.0.12 wrote them. */
export function objectsOf3(world: World, { namespace, pipeline, url }: Earlier): readonly object[] {
  const common = { app: 'bodywork', stage: 'serve' }
  const labels = { ...common, 'deployment-name': pipeline, 'git-commit-hash': 'abc1234', 'git-branch': '' }
  const probe = { tcpSocket: { port: 5000 }, periodSeconds: 10 }
  return [
    ...account(namespace, 'bodywork-stage'),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'serve', namespace, labels, annotations: { port: '5000' } },
      spec: {
        replicas: 1,
        revisionHistoryLimit: 0,
        selector: { matchLabels: { stage: 'serve' } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } },
        template: {
          metadata: { labels, annotations: { 'last-updated': '2022-05-01T10:00:00.000000' } },
          spec: {
            serviceAccountName: 'bodywork-stage',
            restartPolicy: 'Always',
            containers: [
              {
                ...container(world, [url, 'serve'], [{ name: 'GIT_COMMIT_HASH', value: 'abc1234' }]),
                startupProbe: { ...probe, periodSeconds: 1, failureThreshold: 60 },
                livenessProbe: probe,
              },
            ],
          },
        },
      },
    },
    service(namespace, 'serve', { labels: common, selector: { stage: 'serve' } }),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: 'serve',
        namespace,
        labels: common,
        annotations: {
          'kubernetes.io/ingress.class': 'nginx',
          'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
        },
      },
      spec: {
        rules: [
          {
            http: {
              paths: [
                {
                  path: `/${namespace}/serve(/|$)(.*)`,
                  pathType: 'ImplementationSpecific',
                  backend: { service: { name: 'serve', port: { number: 5000 } } },
                },
              ],
            },
          },
        ],
      },
    },
  ]
}

/** The objects of one service as release 2.1.7 wrote them, in a namespace that was prepared for it. */
export function objectsOf2(world: World, { namespace, pipeline, url }: Earlier): readonly object[] {
  const name = `${pipeline}--serve-model`
  const labels = { app: 'bodywork', stage: 'serve_model' }
  return [
    ...account(namespace, 'bodywork-workflow-controller'),
    ...account(namespace, 'bodywork-jobs-and-deployments'),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, labels, annotations: { port: '5000' } },
      spec: {
        replicas: 1,
        minReadySeconds: 1,
        selector: { matchLabels: { stage: 'serve_model' } },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: 'bodywork-jobs-and-deployments',
            containers: [container(world, [url, 'master', 'serve_model'])],
          },
        },
      },
    },
    service(namespace, name, { labels, selector: { stage: 'serve_model' } }),
  ]
}

/** A run of a whole pipeline in the cluster, and a schedule, as release 3.0.12 wrote them (batch/v1 since). */
export function runsOf3(world: World, { pipeline, url }: Earlier): readonly object[] {
  const namespace = 'bodywork-deployment-jobs'
  const metadata = { namespace, labels: { app: 'bodywork', 'deployment-name': pipeline } }
  const spec = {
    completions: 1,
    backoffLimit: 1,
    template: {
      spec: {
        restartPolicy: 'Never',
        containers: [{ ...container(world, [url]), command: ['python3', '-c', 'print("an old run")'] }],
      },
    },
  }
  return [
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { ...metadata, name: `async-workflow-${pipeline}` },
      spec: { ...spec, ttlSecondsAfterFinished: 900 },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { ...metadata, name: pipeline },
      spec: {
        schedule: '0 3 1 1 *',
        successfulJobsHistoryLimit: 2,
        failedJobsHistoryLimit: 2,
        jobTemplate: {
          metadata: { labels: metadata.labels },
          spec: {
            ...spec,
            template: {
              spec: {
                restartPolicy: 'Never',
                containers: [
                  {
                    name: 'bodywork',
                    image: 'bodyworkml/bodywork-core:latest',
                    command: ['bodywork', 'create', 'deployment'],
                    args: [url, '--branch=master'],
                  },
                ],
              },
            },
          },
        },
      },
    },
  ]
}

function account(namespace: string, name: string): readonly object[] {
  const metadata = { name, namespace }
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['secrets', 'configmaps'], verbs: ['get', 'list'] }],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: rbac, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ]
}

function service(namespace: string, name: string, more: { readonly labels: object; readonly selector: object }) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: more.labels },
    spec: { type: 'ClusterIP', selector: more.selector, ports: [{ port: 5000, targetPort: 5000, protocol: 'TCP' }] },
  }
}
