import { ProblemError } from '../model/problem.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import type { Clock, Cluster, Selection } from '../run/ports.ts'
import { ApiRefusal, refusalOf, unreachable } from './api-error.ts'
import { accept, applyQuery, containerNow, locationOf, logPath, queryOf, selectors } from './api-query.ts'
import { jsonOf } from './json-body.ts'
import { kindFinder } from './kind-finder.ts'
import { objectPath } from './kinds.ts'
import { followLog } from './log-follow.ts'
import type { ApiRequest, ApiResponse, Transport } from './transport.ts'
import { watchSelection } from './watch.ts'
import { isObject, pruned } from './watch-stream.ts'

/** What a cluster is reached with. */
export interface KubeClusterOptions {
  /** Already retrying what passes by itself. */
  readonly transport: Transport
  readonly clock: Clock
  readonly random: () => number
  /** How the server is called in problems. */
  readonly server: string
  /** Has watches begin with what is there, where the server can do so. */
  readonly streamsSets?: boolean
  readonly onDebug?: (message: string) => void
}

const answerMs = 60_000
const watchSeconds = 300
const pageSize = 500
const wholeSet = { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' }

/** The engine's port over any transport to an API server. */
export function kubeCluster(options: KubeClusterOptions): Cluster {
  const { transport, clock, random } = options
  const streaming = { isOff: false }
  let skewMs: number | undefined
  const send = async (request: ApiRequest): Promise<ApiResponse> => {
    try {
      const response = await transport.send(request)
      const date = Date.parse(response.headers['date'] ?? '')
      if (!Number.isNaN(date)) skewMs = date - clock.now()
      options.onDebug?.(`${request.method} ${request.path} ${response.status} ${response.headers['audit-id'] ?? ''}`)
      if (response.status < 400) return response
      throw refusalOf(request, response.status, await jsonOf(response))
    } catch (error) {
      if (error instanceof ProblemError || request.signal?.aborted === true) throw error
      throw unreachable(options.server, error)
    }
  }
  const json = async (request: ApiRequest): Promise<unknown> => jsonOf(await send({ timeoutMs: answerMs, ...request }))
  const object = async (request: ApiRequest): Promise<KubeObject> => pruned(asObject(await json(request)))
  const find = kindFinder((path) => json({ method: 'GET', path, headers: accept }))
  const pathOf = async (at: { apiVersion: string; kind: string; namespace?: string }, name?: string): Promise<string> =>
    objectPath(at.apiVersion, await find(at.apiVersion, at.kind), at.namespace, name)
  const write = async (method: ApiRequest['method'], path: string, body: unknown, type = 'application/json') =>
    object({ method, path, headers: { ...accept, 'content-type': type }, body: JSON.stringify(body) })

  const list = async (selection: Selection) => {
    const path = await pathOf(selection)
    const items: KubeObject[] = []
    for (let next = ''; ; ) {
      const query = queryOf({ ...selectors(selection), limit: String(pageSize), continue: next })
      const page = await json({
        method: 'GET',
        path: `${path}${query}`,
        headers: { ...accept, 'accept-encoding': 'gzip' },
      })
      const { apiVersion, kind } = selection
      const found = field(page, 'items')
      if (Array.isArray(found))
        for (const item of found) {
          const whole: unknown = { apiVersion, kind, ...item }
          if (isObject(whole)) items.push(pruned(whole))
        }
      const more = field(page, 'metadata', 'continue')
      if (typeof more !== 'string' || more === '')
        return { items, resourceVersion: String(field(page, 'metadata', 'resourceVersion') ?? '') }
      next = more
    }
  }
  const get: Cluster['get'] = async (ref, how) => {
    try {
      const whole = asObject(await json({ method: 'GET', path: await pathOf(ref, ref.name), headers: accept }))
      return how?.managedFields === true ? whole : pruned(whole)
    } catch (error) {
      if (isStatus(error, 404)) return undefined
      throw error
    }
  }

  return {
    get,
    list: async (selection) => (await list(selection)).items,
    create: async (wanted) => {
      const namespace = wanted.metadata.namespace
      const at = { apiVersion: wanted.apiVersion, kind: wanted.kind, ...(namespace === undefined ? {} : { namespace }) }
      try {
        return { object: await write('POST', await pathOf(at), wanted), existed: false }
      } catch (error) {
        if (!isStatus(error, 409)) throw error
        const there = await get({ ...at, name: wanted.metadata.name })
        if (there === undefined) throw error
        return { object: there, existed: true }
      }
    },
    apply: async (wanted, how) => {
      const path = await pathOf(locationOf(wanted), wanted.metadata.name)
      return write('PATCH', `${path}${queryOf(applyQuery(how))}`, wanted, 'application/apply-patch+yaml')
    },
    replace: async (wanted) => write('PUT', await pathOf(locationOf(wanted), wanted.metadata.name), wanted),
    patch: async (ref, patch) => write('PATCH', await pathOf(ref, ref.name), patch, 'application/merge-patch+json'),
    delete: async (ref, how = {}) => {
      const body = {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: how.propagation ?? 'Background',
        ...(how.gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds: how.gracePeriodSeconds }),
        ...(how.uid === undefined ? {} : { preconditions: { uid: how.uid } }),
      }
      try {
        await json({
          method: 'DELETE',
          path: await pathOf(ref, ref.name),
          headers: { ...accept, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        return true
      } catch (error) {
        if (isStatus(error, 404) || (how.uid !== undefined && isStatus(error, 409))) return false
        throw error
      }
    },
    watch: (selection, signal) =>
      watchSelection(
        {
          clock,
          random,
          list,
          ...(options.streamsSets === true ? { streaming } : {}),
          open: async (at, resourceVersion, stop) => {
            const query = {
              ...selectors(at),
              watch: '1',
              allowWatchBookmarks: 'true',
              ...(resourceVersion === undefined ? wholeSet : { resourceVersion }),
              timeoutSeconds: String(watchSeconds),
            }
            return send({
              method: 'GET',
              path: `${await pathOf(at)}${queryOf(query)}`,
              headers: accept,
              signal: stop,
              timeoutMs: answerMs,
            })
          },
          onTrouble: (at, why) => options.onDebug?.(`watch on ${at.kind}: ${why}`),
        },
        selection,
        signal,
      ),
    logs: (request, signal) =>
      followLog(
        {
          clock,
          random,
          open: (asked, sinceTime, stop) =>
            send({ method: 'GET', path: logPath(asked, sinceTime), headers: {}, signal: stop }),
          look: async () =>
            containerNow(
              await get({ apiVersion: 'v1', kind: 'Pod', namespace: request.namespace, name: request.pod }),
              request.container,
            ),
        },
        request,
        signal,
      ),
    can: async (verb, selection) => {
      const [version = '', group = ''] = selection.apiVersion.split('/').reverse()
      const { resource } = await find(selection.apiVersion, selection.kind)
      const { namespace, name, subresource } = selection
      const attributes = {
        verb,
        group,
        version,
        resource,
        ...(namespace === undefined ? {} : { namespace }),
        ...(name === undefined ? {} : { name }),
        ...(subresource === undefined ? {} : { subresource }),
      }
      const review = {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: attributes },
      }
      const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
      const answer = await json({
        method: 'POST',
        path,
        headers: { ...accept, 'content-type': 'application/json' },
        body: JSON.stringify(review),
      })
      return field(answer, 'status', 'allowed') === true
    },
    serverTime: () => (skewMs === undefined ? undefined : clock.now() + skewMs),
  }
}

function asObject(value: unknown): KubeObject {
  if (isObject(value)) return value
  throw new ProblemError('cluster', [
    { severity: 'error', code: 'cluster/answer', message: 'the cluster answered with something that is no object' },
  ])
}

function isStatus(error: unknown, status: number): boolean {
  return error instanceof ApiRefusal && error.status === status
}
