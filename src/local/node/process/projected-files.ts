import type { KubeObject } from '../../../plan/objects.ts'
import { at, listAt, numberAt, textAt } from '../../api/json.ts'
import type { LocalStore } from '../../contract.ts'
import { isTrueAt, mapAt, textsAt } from '../../controllers/fields.ts'
import { fieldText, type PodPlace, resourceText } from './downward.ts'

/** A file of a volume that is made from objects. */
export interface ProjectedFile {
  readonly path: string
  readonly bytes: Uint8Array
  readonly mode: number
}

/** Makes a token for a service account. */
export type MakeToken = (request: {
  readonly pod: KubeObject
  readonly account: string
  readonly audience: string
  readonly seconds: number
}) => string

/** What files are made from. */
export interface ProjectionSource {
  readonly store: LocalStore
  readonly pod: KubeObject
  readonly place: PodPlace
  /** Without it pods get no tokens. */
  readonly token: MakeToken | undefined
}

const MODE = 0o644
const TOKEN_SECONDS = 3600

/** The files of a configMap, secret, downwardAPI or projected volume; undefined for a volume of another type. */
export function projectedFiles(source: ProjectionSource, volume: unknown): readonly ProjectedFile[] | undefined {
  for (const type of ['configMap', 'secret', 'downwardAPI', 'projected']) {
    const body = at(volume, type)
    if (body === undefined) continue
    const mode = numberAt(body, 'defaultMode') ?? MODE
    if (type !== 'projected') return filesOf(source, type, body, mode)
    return listAt(body, 'sources').flatMap((item) =>
      Object.entries(mapAt(item)).flatMap(([kind, inner]) => filesOf(source, kind, inner, mode)),
    )
  }
  return undefined
}

function filesOf(source: ProjectionSource, type: string, body: unknown, mode: number): readonly ProjectedFile[] {
  switch (type) {
    case 'configMap':
      return chosen(dataOf(source, 'ConfigMap', textAt(body, 'name')), body, mode)
    case 'secret':
      return chosen(dataOf(source, 'Secret', textAt(body, 'secretName') || textAt(body, 'name')), body, mode)
    case 'downwardAPI':
      return listAt(body, 'items').flatMap((item) => downwardFile(source, item, mode))
    case 'serviceAccountToken':
      return tokenFile(source, body, mode)
    default:
      throw new Error(`a projected volume cannot hold ${type} in the local cluster`)
  }
}

/** The bytes of every key of a ConfigMap or Secret. */
export function dataOf(
  { store, pod }: Pick<ProjectionSource, 'store' | 'pod'>,
  kind: 'ConfigMap' | 'Secret',
  name: string,
): ReadonlyMap<string, Uint8Array> {
  const object = store.get({ apiVersion: 'v1', kind, namespace: pod.metadata.namespace ?? '', name })
  const plain = Object.entries(textsAt(object, 'data'))
  const binary = Object.entries(textsAt(object, 'binaryData'))
  const decoded = (text: string) => Buffer.from(text, 'base64')
  return new Map([
    ...plain.map(([key, text]) => [key, kind === 'Secret' ? decoded(text) : Buffer.from(text)] as const),
    ...binary.map(([key, text]) => [key, decoded(text)] as const),
  ])
}

function chosen(data: ReadonlyMap<string, Uint8Array>, body: unknown, mode: number): readonly ProjectedFile[] {
  const items = listAt(body, 'items')
  if (items.length === 0) return [...data].map(([path, bytes]) => ({ path, bytes, mode }))
  return items.flatMap((item) => {
    const bytes = data.get(textAt(item, 'key'))
    if (bytes === undefined && isTrueAt(body, 'optional')) return []
    return { path: textAt(item, 'path'), bytes: bytes ?? Buffer.alloc(0), mode: numberAt(item, 'mode') ?? mode }
  })
}

function downwardFile({ pod, place }: ProjectionSource, item: unknown, mode: number): readonly ProjectedFile[] {
  const field = at(item, 'fieldRef')
  const text =
    field === undefined
      ? resourceText(pod, '', at(item, 'resourceFieldRef'))
      : fieldText(pod, place, textAt(field, 'fieldPath'))
  if (text === undefined) throw new Error(`the downward API has no ${JSON.stringify(item)}`)
  return [{ path: textAt(item, 'path'), bytes: Buffer.from(text), mode: numberAt(item, 'mode') ?? mode }]
}

function tokenFile(source: ProjectionSource, body: unknown, mode: number): readonly ProjectedFile[] {
  if (source.token === undefined) return []
  const token = source.token({
    pod: source.pod,
    account: textAt(source.pod, 'spec', 'serviceAccountName') || 'default',
    audience: textAt(body, 'audience'),
    seconds: numberAt(body, 'expirationSeconds') ?? TOKEN_SECONDS,
  })
  return [{ path: textAt(body, 'path'), bytes: Buffer.from(token), mode }]
}
