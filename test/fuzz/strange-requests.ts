import { seededRandom } from '../../src/local/node/simulated/seeded-random.ts'

/** A request as the local API takes it. */
export interface StrangeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** Makes up requests, the same ones for the same seed: some strange all over, some right but for one place. */
export function strangeRequests(seed: number): () => StrangeRequest {
  const random = seededRandom(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const chance = (share: number): boolean => random() < share

  const words = [
    'a',
    'b',
    'web',
    'x'.repeat(300),
    '',
    '..',
    'A_B',
    'ä',
    '%00',
    '__proto__',
    'constructor',
    'kube-system',
    '0',
    '-1',
  ]
  const groups = [
    '/api/v1',
    '/apis/apps/v1',
    '/apis/batch/v1',
    '/apis/rbac.authorization.k8s.io/v1',
    '/apis/acme.test/v1',
  ]
  const more = [
    '/apis/apiextensions.k8s.io/v1',
    '/apis/events.k8s.io/v1',
    '/apis/authorization.k8s.io/v1',
    '/apis',
    '/openapi/v3',
    '',
  ]
  const resources =
    'pods configmaps secrets services namespaces nodes events deployments replicasets statefulsets jobs cronjobs roles rolebindings customresourcedefinitions models serviceaccounts selfsubjectaccessreviews nothings'.split(
      ' ',
    )
  const below = ['status', 'scale', 'log', 'binding', 'eviction', 'token', 'proxy', 'finalize', 'nothing', 'proxy/a/b']
  const kinds =
    'Pod ConfigMap Secret Service Namespace Event Deployment ReplicaSet StatefulSet Job CronJob Role RoleBinding CustomResourceDefinition Model ServiceAccount SelfSubjectAccessReview Scale Binding Eviction TokenRequest DeleteOptions'.split(
      ' ',
    )
  const types = [
    'application/json',
    'application/json-patch+json',
    'application/merge-patch+json',
    'application/strategic-merge-patch+json',
    'application/apply-patch+yaml',
    'application/yaml',
    'application/vnd.kubernetes.protobuf',
    'text/plain',
    '',
  ]
  const accepts = [
    'application/json',
    'application/json;as=Table;v=v1;g=meta.k8s.io',
    'image/png',
    '*/*',
    'application/json;as=PartialObjectMetadata',
  ]
  const fields =
    'metadata name namespace labels annotations spec status data stringData template containers env image ports replicas selector matchLabels matchExpressions key operator values schedule jobTemplate finalizers ownerReferences uid resourceVersion generateName clusterIP type rules roleRef subjects versions names plural group schema openAPIV3Schema properties resources limits requests cpu memory volumes volumeMounts $patch op path value from managedFields managers __proto__ constructor toString'.split(
      ' ',
    )
  const queries = [
    'watch=true&timeoutSeconds=0',
    'limit=1',
    'limit=x',
    'continue=eyJ2IjoxfQ',
    'labelSelector=a%3Db',
    'labelSelector=%3D%3D',
    'labelSelector=a+in+(b',
    'fieldSelector=metadata.name%3Da',
    'fieldSelector=x',
    'resourceVersion=1',
    'resourceVersion=x',
    'resourceVersion=99999999&resourceVersionMatch=Exact',
    'dryRun=All',
    'dryRun=x',
    'fieldManager=m',
    'fieldManager=m&force=true',
    'fieldValidation=Strict',
    'fieldValidation=x',
    'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&watch=1',
    'gracePeriodSeconds=-1',
    'propagationPolicy=Foreground',
    'follow=true&tailLines=-1',
    '%E0%A4%A',
  ]

  const homes: readonly [string, readonly string[]][] = [
    ['/api/v1', ['pods', 'configmaps', 'secrets', 'services', 'namespaces', 'events', 'serviceaccounts']],
    ['/apis/apps/v1', ['deployments', 'replicasets', 'statefulsets']],
    ['/apis/batch/v1', ['jobs', 'cronjobs']],
    ['/apis/rbac.authorization.k8s.io/v1', ['roles', 'rolebindings']],
    ['/apis/apiextensions.k8s.io/v1', ['customresourcedefinitions']],
    ['/apis/authorization.k8s.io/v1', ['selfsubjectaccessreviews']],
    ['/apis/acme.test/v1', ['models']],
  ]
  const clusterWide = new Set(['namespaces', 'customresourcedefinitions', 'selfsubjectaccessreviews'])

  function place(): string {
    if (chance(0.1))
      return `${pick([...groups, ...more])}${chance(0.5) ? `/namespaces/${pick(words)}` : ''}/${pick(resources)}`
    const [group, here] = pick(homes)
    const resource = pick(here)
    return clusterWide.has(resource)
      ? `${group}/${resource}`
      : `${group}/namespaces/${pick(['default', 'other'])}/${resource}`
  }

  function path(): string {
    const name = chance(0.6) ? `/${chance(0.8) ? pick(['a', 'b', 'web']) : pick(words)}` : ''
    const tail = name !== '' && chance(0.3) ? `/${pick(below)}` : ''
    const query = chance(0.4) ? `?${pick(queries)}&${pick(queries)}` : ''
    return `${place()}${name}${tail}${query}`
  }

  function anything(depth: number): unknown {
    if (depth <= 0 || chance(0.3))
      return pick([null, true, false, 0, -1, 1e21, 2.5, '', 'a', '10Mi', '1', ...words, [], {}])
    if (chance(0.3)) return Array.from({ length: Math.floor(random() * 3) }, () => anything(depth - 1))
    return Object.fromEntries(
      Array.from({ length: Math.floor(random() * 4) }, () => [pick(fields), anything(depth - 1)]),
    )
  }

  // An object that is right but for one place is let further in than one that is wrong all over.
  function nearlyRight(where: string): unknown {
    const labels = { app: 'a' }
    const pod = {
      restartPolicy: pick(['Never', 'Always']),
      containers: [{ name: 'main', image: 'i', env: [{ name: 'A', value: 'b' }] }],
    }
    const template = { metadata: { labels }, spec: pod }
    const specs: readonly [string, string, unknown][] = [
      ['v1', 'Pod', pod],
      ['apps/v1', 'Deployment', { selector: { matchLabels: labels }, template }],
      ['batch/v1', 'Job', { template }],
      ['batch/v1', 'CronJob', { schedule: '* * * * *', jobTemplate: { spec: { template } } }],
      ['v1', 'Service', { ports: [{ port: 80 }], selector: labels }],
      ['acme.test/v1', 'Model', { size: 1 }],
      ['v1', 'ConfigMap', undefined],
      ['v1', 'Secret', undefined],
      ['v1', 'Namespace', undefined],
      ['v1', 'ServiceAccount', undefined],
      ['rbac.authorization.k8s.io/v1', 'Role', undefined],
    ]
    const meant = specs.filter(([, kind]) =>
      new RegExp(`/${kind.toLowerCase()}s(/(?!default|other)|[?]|$)`).test(where),
    )
    const [apiVersion, kind, spec] = pick(meant.length === 0 ? specs : meant)
    const object: Record<string, unknown> = {
      apiVersion,
      kind,
      metadata: { name: chance(0.8) ? pick(['a', 'b', 'web']) : pick(words), labels },
      spec,
    }
    const spoiled: unknown = chance(0.4) ? spoil(structuredClone(object)) : object
    return spoiled
  }

  function spoil(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || chance(0.15)) return anything(2)
    const keys = Object.keys(value)
    if (keys.length === 0) return anything(2)
    const key = pick(keys)
    Reflect.set(value, key, spoil(Reflect.get(value, key)))
    return value
  }

  function patch(): unknown {
    const pointer = () =>
      `/${Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick([...fields, '0', '-', '9', '~1', '~'])).join('/')}`
    const op = () => ({
      op: pick(['add', 'remove', 'replace', 'move', 'copy', 'test', 'x']),
      path: pointer(),
      from: pointer(),
      value: anything(2),
    })
    return Array.from({ length: Math.floor(random() * 4) }, op)
  }

  function body(where: string): string | Uint8Array {
    if (chance(0.05))
      return Uint8Array.from([0x6b, 0x38, 0x73, 0, ...Array.from({ length: 40 }, () => Math.floor(random() * 256))])
    if (chance(0.05)) return pick(['', '{', '[', 'null', '1', 'a: [', '&a [*a]', '{"kind":', '\u0000', '"x"'])
    if (chance(0.2)) return JSON.stringify(patch())
    if (chance(0.7)) return JSON.stringify(nearlyRight(where))
    return JSON.stringify({
      apiVersion: pick(['v1', 'apps/v1', 'batch/v1', 'x']),
      kind: pick(kinds),
      ...Object(anything(4)),
    })
  }

  return () => {
    const method = pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)
    const full = path()
    const where =
      method === 'POST' && chance(0.6)
        ? full.replace(/^((?:\/[^/?]+)*?\/namespaces\/[^/?]+\/[^/?]+|\/api\/v1\/namespaces)[^?]*/, '$1')
        : full
    const type = chance(0.6) ? (method === 'PATCH' ? pick(types.slice(1, 5)) : 'application/json') : pick(types)
    const headers = {
      'content-type': type,
      accept: chance(0.8) ? '*/*' : pick(accepts),
      ...(chance(0.05) && { authorization: pick(['', 'Bearer x.y.z', 'Basic x']) }),
    }
    return {
      method,
      path: where,
      headers,
      ...(method !== 'GET' && (method !== 'DELETE' || chance(0.2)) && { body: body(where) }),
    }
  }
}
