import { pythonImage } from './cluster.ts'

/** One thing that is wrong with a pipeline, and what has to be said about it. */
export interface FaultCase {
  readonly name: string
  /** Text of the only stage. */
  readonly stage: string
  readonly program: string
  readonly status: 1 | 2 | 3
  readonly cause: string
  /** What the line that is shown says. */
  readonly line: string
  readonly hint: RegExp
  /** Seconds from the first evidence to the verdict. */
  readonly withinSeconds: number
  /** Objects the namespace has before. */
  readonly before?: (namespace: string) => string
}

const fine = 'print("fine")\n'
const batch = '    batch: {timeout: 1m, retries: 0, pending_timeout: 15s}'
const service = (more = '') => `    service: {port: 8000, startup_timeout: 10s${more}}`
const small = '    resources: {cpu: 20m, memory: 64Mi}'
const answers404 = `from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(404)

HTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
`

/** Faults that are found in the cluster or before it is touched; the account without rights is a case of its own. */
export const faultCases: readonly FaultCase[] = [
  {
    name: 'an unknown image',
    stage: `${small}\n    image: registry.local/nothing:1\n${service()}`,
    program: fine,
    status: 1,
    cause: 'image-not-found',
    line: 'image: registry.local/nothing:1',
    hint: /name and tag/,
    withinSeconds: 6,
  },
  {
    name: 'a bad command',
    stage: `${small}\n    command: [no-such-program]\n    source: image\n${batch}`,
    program: fine,
    status: 1,
    cause: 'command-not-found',
    line: 'command: [no-such-program]',
    hint: /check the command/,
    withinSeconds: 10,
  },
  {
    name: 'a missing secret',
    stage: `${small}\n    secrets: {TOKEN: nowhere}\n${batch}`,
    program: fine,
    status: 2,
    cause: 'run/secret-missing',
    line: 'secrets: {TOKEN: nowhere}',
    hint: /bodywork create secret nowhere/,
    withinSeconds: 3,
  },
  {
    name: 'a missing key',
    stage: `${small}\n    secrets: {TOKEN: {secret: keys, key: token}}\n${batch}`,
    program: fine,
    status: 2,
    cause: 'run/secret-key-missing',
    line: 'secrets: {TOKEN: {secret: keys, key: token}}',
    hint: /other/,
    withinSeconds: 3,
    before: () => 'kind: Secret\napiVersion: v1\nmetadata: {name: keys}\nstringData: {other: "1"}\n',
  },
  {
    name: 'a crash loop',
    stage: `${small}\n${service()}`,
    program: 'import sys\nprint("no model")\nsys.exit(3)\n',
    status: 1,
    cause: 'crash',
    line: 'run: main.py',
    hint: /log/,
    withinSeconds: 12,
  },
  {
    name: 'too little memory',
    stage: `    resources: {cpu: 20m, memory: 48Mi, limits: {memory: 48Mi}}\n${batch}`,
    program: 'data = [b"x" * (1024 * 1024 * 10 + i) for i in range(100)]\nprint(len(data))\n',
    status: 1,
    cause: 'oom',
    line: 'resources: {cpu: 20m, memory: 48Mi, limits: {memory: 48Mi}}',
    hint: /48Mi/,
    withinSeconds: 10,
  },
  {
    name: 'more CPU than there is',
    stage: `    resources: {cpu: 64, memory: 64Mi}\n${batch}`,
    program: fine,
    status: 1,
    cause: 'unschedulable-cpu',
    line: 'resources: {cpu: 64, memory: 64Mi}',
    hint: /less CPU/,
    withinSeconds: 16,
  },
  {
    name: 'a quota',
    stage: `    resources: {cpu: 500m, memory: 64Mi}\n${batch}`,
    program: fine,
    status: 1,
    cause: 'quota',
    line: 'resources: {cpu: 500m, memory: 64Mi}',
    hint: /ask for less/,
    withinSeconds: 3,
    before: () => 'kind: ResourceQuota\napiVersion: v1\nmetadata: {name: small}\nspec: {hard: {requests.cpu: 100m}}\n',
  },
  {
    name: 'a Pod Security level',
    stage: `${small}\n    pod_template: {spec: {hostNetwork: true}}\n${service()}`,
    program: fine,
    status: 1,
    cause: 'pod-security',
    line: 'pod_template: {spec: {hostNetwork: true}}',
    hint: /securityContext/,
    withinSeconds: 3,
    before: (namespace) =>
      `kind: Namespace\napiVersion: v1\nmetadata:\n  name: ${namespace}\n  labels: {pod-security.kubernetes.io/enforce: baseline}\n`,
  },
  {
    name: 'a failing probe',
    stage: `${small}\n${service(', health: {path: /healthz}')}`,
    program: answers404,
    status: 1,
    cause: 'probe-http',
    line: 'service: {port: 8000, startup_timeout: 10s, health: {path: /healthz}}',
    hint: /answer 200/,
    withinSeconds: 12,
  },
  {
    name: 'a wrong port',
    stage: `${small}\n    service: {port: 9000, startup_timeout: 10s}`,
    program: answers404,
    status: 1,
    cause: 'probe-refused',
    line: 'service: {port: 9000, startup_timeout: 10s}',
    hint: /0\.0\.0\.0.*port/,
    withinSeconds: 12,
  },
]

/** The configuration of a case. */
export function faultConfig({ stage }: FaultCase, namespace: string): string {
  const run = /^ {4}command:/m.test(stage) ? '' : '    run: main.py\n'
  return `version: "2.0"
pipeline:
  name: broken
  namespace: ${namespace}
  image: ${pythonImage}
  DAG: only
stages:
  only:
${run}${stage}
`
}
