import { at, type Draft, defaultTo, draftAt, draftsAt, ensure, isMap, textAt } from '../json.ts'

const FILE_MODE = 420
const TOKEN_SECONDS = 3607
const TOKEN_DEFAULT_SECONDS = 3600

/** Fills in what the server fills into every pod template, the one of a pod included. */
export function defaultPodSpec(spec: Draft | undefined): void {
  if (spec === undefined) return
  defaultTo(spec, 'restartPolicy', 'Always')
  defaultTo(spec, 'terminationGracePeriodSeconds', 30)
  defaultTo(spec, 'dnsPolicy', 'ClusterFirst')
  defaultTo(spec, 'securityContext', {})
  defaultTo(spec, 'schedulerName', 'default-scheduler')
  defaultTo(spec, 'serviceAccountName', spec['serviceAccount'])
  if (spec['serviceAccountName'] === undefined) delete spec['serviceAccountName']
  else spec['serviceAccount'] = spec['serviceAccountName']
  for (const container of containersOf(spec)) defaultContainer(container)
  for (const volume of draftsAt(spec, 'volumes')) defaultVolume(volume)
}

/** All containers of a pod spec, those that run first included. */
export function containersOf(spec: unknown): readonly Draft[] {
  return [...draftsAt(spec, 'initContainers'), ...draftsAt(spec, 'containers')]
}

/** Requests that are left out are the limits; for pods only, templates stay as they are. */
export function defaultRequests(spec: unknown): void {
  for (const container of containersOf(spec)) {
    const limits = draftAt(container, 'resources', 'limits')
    if (limits === undefined || Object.keys(limits).length === 0) continue
    const requests = ensure(ensure(container, 'resources'), 'requests')
    for (const [name, amount] of Object.entries(limits)) defaultTo(requests, name, amount)
  }
}

function defaultContainer(container: Draft): void {
  defaultTo(container, 'resources', {})
  defaultTo(container, 'terminationMessagePath', '/dev/termination-log')
  defaultTo(container, 'terminationMessagePolicy', 'File')
  defaultTo(container, 'imagePullPolicy', isLatest(textAt(container, 'image')) ? 'Always' : 'IfNotPresent')
  for (const port of draftsAt(container, 'ports')) defaultTo(port, 'protocol', 'TCP')
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) defaultProbe(draftAt(container, name))
  for (const hook of ['postStart', 'preStop']) defaultHttpGet(draftAt(container, 'lifecycle', hook, 'httpGet'))
  for (const variable of draftsAt(container, 'env'))
    defaultTo(draftAt(variable, 'valueFrom', 'fieldRef'), 'apiVersion', 'v1')
}

function isLatest(image: string): boolean {
  const name = image.slice(image.lastIndexOf('/') + 1)
  return !name.includes('@') && (!name.includes(':') || name.endsWith(':latest'))
}

function defaultProbe(probe: Draft | undefined): void {
  if (probe === undefined) return
  for (const [field, value] of [
    ['timeoutSeconds', 1],
    ['periodSeconds', 10],
    ['successThreshold', 1],
    ['failureThreshold', 3],
  ] as const)
    if (probe[field] === undefined || probe[field] === 0) probe[field] = value
  defaultHttpGet(draftAt(probe, 'httpGet'))
  defaultTo(draftAt(probe, 'grpc'), 'service', '')
}

function defaultHttpGet(get: Draft | undefined): void {
  defaultTo(get, 'path', '/')
  defaultTo(get, 'scheme', 'HTTP')
}

function defaultVolume(volume: Draft): void {
  if (Object.keys(volume).length === 1) volume['emptyDir'] = {}
  for (const source of ['secret', 'configMap', 'projected', 'downwardAPI'])
    defaultTo(draftAt(volume, source), 'defaultMode', FILE_MODE)
  defaultTo(draftAt(volume, 'hostPath'), 'type', '')
  for (const item of [...draftsAt(volume, 'projected', 'sources'), volume]) {
    defaultTo(draftAt(item, 'serviceAccountToken'), 'expirationSeconds', TOKEN_DEFAULT_SECONDS)
    for (const file of draftsAt(item, 'downwardAPI', 'items')) defaultTo(draftAt(file, 'fieldRef'), 'apiVersion', 'v1')
  }
}

/** The volume by which a pod gets its token, the certificate and the name of its namespace. */
export function tokenVolume(name: string): Draft {
  const fieldRef = { apiVersion: 'v1', fieldPath: 'metadata.namespace' }
  const sources = [
    { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [{ path: 'namespace', fieldRef }] } },
  ]
  return { name, projected: { defaultMode: FILE_MODE, sources } }
}

/** `Guaranteed`, `Burstable` or `BestEffort`, as the requests and limits make it. */
export function qosClassOf(spec: unknown): string {
  const containers = containersOf(spec)
  const amount = (container: Draft, side: string, name: string) => at(container, 'resources', side, name)
  const names = ['cpu', 'memory']
  const isNamed = containers.some((container) =>
    names.some((name) => ['requests', 'limits'].some((side) => !isNothing(amount(container, side, name)))),
  )
  if (!isNamed) return 'BestEffort'
  const isGuaranteed = containers.every((container) =>
    names.every((name) => {
      const limit = amount(container, 'limits', name)
      const request = amount(container, 'requests', name)
      return !isNothing(limit) && (isNothing(request) || request === limit)
    }),
  )
  return isGuaranteed ? 'Guaranteed' : 'Burstable'
}

function isNothing(amount: unknown): boolean {
  return amount === undefined || amount === '0' || isMap(amount)
}
