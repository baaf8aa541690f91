import type { ArtifactHome, KeptArtifacts, KeptPart } from './artifacts.ts'
import { parsedJson } from './json-text.ts'

/** Output in which the bootstrap tells what a stage kept. */
export const artifactsOutput = 'artifacts'

/** Bytes, packed, that a stage may hand over through the API. */
export const mostPackedBytes = 4 * 1024 * 1024

/** Reads `packed:HASH:BYTES`, `claim:…`, `bucket:…`, or for a matrix a JSON list of them; undefined for any other text. */
export function artifactMark(text: string | undefined): KeptArtifacts | undefined {
  const isMatrix = text?.startsWith('[') === true
  const listed = isMatrix ? parsedJson(text) : [text]
  const marks = Array.isArray(listed) ? listed.map(markOf) : []
  const [first] = marks
  if (first === undefined) return undefined
  const parts = marks.flatMap((mark) => (mark === undefined || mark.home !== first.home ? [] : [mark.part]))
  return parts.length === marks.length ? { home: first.home, parts, isMatrix } : undefined
}

function markOf(text: unknown): { readonly home: ArtifactHome; readonly part: KeptPart } | undefined {
  const [, kind, sha256, bytes] =
    /^(packed|claim|bucket):([0-9a-f]{64}):(\d{1,15})$/.exec(typeof text === 'string' ? text : '') ?? []
  if (sha256 === undefined) return undefined
  const home = kind === 'claim' || kind === 'bucket' ? kind : 'packed'
  return { home, part: { sha256, bytes: Number(bytes) } }
}
