import type { ApiResponse } from '../../../cluster/transport.ts'
import { ApiFault, methodNotAllowed, noSuchPath } from '../fault.ts'
import type { Resource } from '../resource.ts'
import { apiVersionOf } from '../resources.ts'
import { type Call, headerOf } from './call.ts'
import { openApiV2, openApiV3, openApiV3Index } from './open-api.ts'
import { jsonAnswer, textAnswer } from './respond.ts'

const HEALTH = new Set(['healthz', 'livez', 'readyz'])
const AGGREGATED = /as=APIGroupDiscoveryList/

/** Answers what is no object: versions, groups, kinds, health. */
export function answerDiscovery(call: Call, segments: readonly string[]): ApiResponse {
  const [first = '', ...rest] = segments
  if (call.request.method !== 'GET') throw first === '' || HEALTH.has(first) ? methodNotAllowed() : noSuchPath()
  if (HEALTH.has(first)) return rest.length === 0 || rest[0] === 'ping' ? textAnswer(200, 'ok') : fail()
  if (first === 'version' && rest.length === 0) return jsonAnswer(200, version)
  if (first === '' && rest.length === 0)
    return jsonAnswer(200, {
      paths: [
        '/api',
        '/api/v1',
        '/apis',
        ...groupPaths(call),
        '/healthz',
        '/livez',
        '/openapi/v2',
        '/openapi/v3',
        '/readyz',
        '/version',
      ],
    })
  if (first === 'api') return answerCore(call, rest)
  if (first === 'apis') return answerGroups(call, rest)
  if (first === 'openapi') return answerOpenApi(call, rest)
  return fail()
}

function fail(): never {
  throw noSuchPath()
}

const version = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.0-local',
  gitCommit: 'local',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: `${process.platform}/${process.arch}`,
}

function answerCore(call: Call, rest: readonly string[]): ApiResponse {
  if (rest.length === 0 && isAggregated(call)) return aggregated(call, true)
  if (rest.length === 0)
    return jsonAnswer(200, { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] })
  return rest.length === 1 && rest[0] === 'v1' ? resourceList(call, '', 'v1') : fail()
}

function answerGroups(call: Call, [group, version, ...rest]: readonly string[]): ApiResponse {
  if (group === undefined && isAggregated(call)) return aggregated(call, false)
  if (group === undefined)
    return jsonAnswer(200, {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groupNames(call).map((name) => groupOf(call, name)),
    })
  if (!groupNames(call).includes(group)) return fail()
  if (version === undefined) return jsonAnswer(200, { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(call, group) })
  return rest.length === 0 ? resourceList(call, group, version) : fail()
}

function answerOpenApi(call: Call, [version, ...rest]: readonly string[]): ApiResponse {
  if (version === 'v2' && rest.length === 0) return jsonAnswer(200, openApiV2(call.kernel))
  if (version !== 'v3') return fail()
  if (rest.length === 0) return jsonAnswer(200, openApiV3Index(call.kernel))
  const document = openApiV3(call.kernel, rest.join('/'))
  return document === undefined ? fail() : jsonAnswer(200, document)
}

function isAggregated({ request }: Call): boolean {
  return (
    AGGREGATED.test(headerOf(request, 'accept') ?? '') &&
    !/v=v2beta1/.test((headerOf(request, 'accept') ?? '').split(',')[0] ?? '')
  )
}

function groupNames({ kernel }: Call): readonly string[] {
  return [...new Set(kernel.resources.all().map(({ group }) => group))].filter((group) => group !== '')
}

function groupPaths(call: Call): readonly string[] {
  return groupNames(call).flatMap((group) => [
    `/apis/${group}`,
    ...versionsOf(call, group).map((version) => `/apis/${group}/${version}`),
  ])
}

function versionsOf({ kernel }: Call, group: string): readonly string[] {
  return [
    ...new Set(
      kernel.resources
        .all()
        .filter((resource) => resource.group === group)
        .map(({ version }) => version),
    ),
  ]
}

function groupOf(call: Call, name: string) {
  const versions = versionsOf(call, name).map((version) => ({
    groupVersion: apiVersionOf({ group: name, version }),
    version,
  }))
  return { name, versions, preferredVersion: versions[0] }
}

function resourcesOf({ kernel }: Call, group: string, version: string): readonly Resource[] {
  return kernel.resources.all().filter((resource) => resource.group === group && resource.version === version)
}

function resourceList(call: Call, group: string, version: string): ApiResponse {
  const found = resourcesOf(call, group, version)
  if (found.length === 0) throw new ApiFault(404, 'NotFound', 'the server could not find the requested resource', {})
  const resources = found.flatMap((resource) => [
    {
      name: resource.resource,
      singularName: resource.singular,
      namespaced: resource.isNamespaced,
      kind: resource.kind,
      verbs: resource.verbs,
      ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
      ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
    },
    ...resource.subresources.map((below) => ({
      name: `${resource.resource}/${below.name}`,
      singularName: '',
      namespaced: resource.isNamespaced,
      ...(below.group === group && below.version === version ? {} : { group: below.group, version: below.version }),
      kind: below.kind,
      verbs: below.verbs,
    })),
  ])
  return jsonAnswer(200, {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources,
  })
}

function aggregated(call: Call, isCore: boolean): ApiResponse {
  const groups = isCore ? [''] : groupNames(call)
  const items = groups.map((group) => ({
    metadata: group === '' ? {} : { name: group },
    versions: versionsOf(call, group).map((version) => ({
      version,
      freshness: 'Current',
      resources: resourcesOf(call, group, version).map(described),
    })),
  }))
  const type = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
  return jsonAnswer(
    200,
    { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items },
    { 'content-type': type },
  )
}

function described(resource: Resource) {
  const { group, version, kind } = resource
  return {
    resource: resource.resource,
    responseKind: { group, version, kind },
    scope: resource.isNamespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: resource.verbs,
    shortNames: resource.shortNames,
    categories: resource.categories,
    subresources: resource.subresources.map((below) => ({
      subresource: below.name,
      responseKind: { group: below.group, version: below.version, kind: below.kind },
      verbs: below.verbs,
    })),
  }
}
