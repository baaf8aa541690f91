import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { field, type KubeObject } from '../../../src/plan/objects.ts'
import { defaultGraces } from '../../../src/run/graces.ts'
import type { Graces, Memory, Subject, Verdict, World } from '../../../src/run/judgement.ts'
import { judge } from '../../../src/run/verdict.ts'
import { refOf, uidOf } from '../../../src/run/world.ts'

/** A recorded case: what the watches delivered, and what a perfect observer says about it. */
export interface Recording {
  readonly name: string
  readonly expect: Expectation
  readonly lines: readonly Line[]
  readonly logs?: unknown
}

export interface Expectation {
  readonly cause: string
  readonly verdict: 'fatal' | 'wait' | 'infra' | 'success'
  readonly earliest_ms: number
  readonly grace_ms?: number
  readonly from_ms?: number
  readonly object: string
  readonly log?: { readonly contains: string }
  readonly false_alarm?: boolean
  readonly looks_available_at_ms?: number
}

export interface Line {
  readonly t: number
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'RESPONSE'
  readonly object: unknown
  readonly status?: number
  readonly request?: { readonly path: string }
}

/** A verdict and when it was given, in milliseconds of stream time. */
export interface Given {
  readonly t: number
  readonly verdict: Verdict
}

/** The graces the recordings were rated with. */
export const ratedGraces: Graces = { ...defaultGraces, imageMissingMs: 10_000 }

/** All recordings. */
export function recordings(): readonly Recording[] {
  const file = new URL('../../corpus/recordings.json.br', import.meta.url)
  return JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8'))
}

/** True when the case is about the API server's answer to a request of the client. */
export function isRefusal({ expect, lines }: Recording): boolean {
  return lines.some((line) => line.type === 'RESPONSE' && line.t === expect.earliest_ms) && expect.verdict !== 'wait'
    ? true
    : expect.cause === 'conflict'
}

/** Every verdict from the start of the case on, the clock running on for a while after its last line. */
export function replay(recording: Recording, graces: Graces = ratedGraces, runOnMs = 1_300_000): readonly Given[] {
  const subject = subjectOf(recording)
  const watched = watchedWorld()
  const base = baseTime(recording)
  const given: Given[] = []
  let memory: Memory = {}
  let wake: number | undefined
  const judgeAt = (t: number): void => {
    const judgement = judge(subject, watched.world, base + t, memory, graces)
    memory = judgement.memory
    given.push({ t, verdict: judgement.verdict })
    wake = 'decideAt' in judgement.verdict ? judgement.verdict.decideAt : undefined
  }
  const runTo = (t: number): void => {
    for (let at = wake; at !== undefined && at - base < t; at = wake) {
      wake = undefined
      judgeAt(at - base)
    }
  }
  for (const line of recording.lines) {
    if (line.type === 'RESPONSE') continue
    runTo(line.t)
    watched.take(line)
    if (line.t >= (recording.expect.from_ms ?? 0)) judgeAt(line.t)
  }
  runTo((recording.lines.at(-1)?.t ?? 0) + runOnMs)
  return given
}

function watchedWorld() {
  const kinds = new Map<string, Map<string, KubeObject>>()
  const lists = new Map<string, readonly KubeObject[]>()
  const world: World = { of: (kind) => lists.get(kind) ?? [] }
  const take = (line: Line): void => {
    const object = objectOf(line)
    const known = kinds.get(object.kind) ?? new Map<string, KubeObject>()
    kinds.set(object.kind, known)
    const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`
    if (line.type === 'DELETED') known.delete(key)
    else known.set(key, object)
    lists.set(object.kind, [...known.values()])
  }
  return { world, take }
}

function objectOf(line: Line): KubeObject {
  return line.object as KubeObject
}

function baseTime({ lines }: Recording): number {
  const line = lines.find((item) => item.type !== 'RESPONSE')
  return line === undefined ? 0 : Date.parse(String(field(line.object, 'metadata', 'creationTimestamp'))) - line.t
}

/** What a run would have judged in that case: the Job or Deployment behind the object that is to blame. */
export function subjectOf({ expect, lines }: Recording): Subject {
  const objects = lines.filter((line) => line.type !== 'RESPONSE').map(objectOf)
  const [kind, name] = expect.object.split('/')
  const blamed = objects.findLast((object) => object.kind === kind && object.metadata.name === name)
  const owner = blamed?.kind === 'Pod' ? ownerOf(blamed, objects) : blamed
  const isService = owner?.kind === 'Service' || owner?.kind === 'Namespace'
  const judged = isService ? objects.findLast((object) => object.kind === 'Deployment') : owner
  if (judged === undefined) throw new Error(`nothing to judge for ${expect.object}`)
  const generations = objects
    .filter((item) => uidOf(item) === uidOf(judged))
    .map((item) => field(item, 'metadata', 'generation'))
  const generation = expect.from_ms === undefined ? 1 : Math.max(...generations.map(Number))
  const ref = refOf(judged)
  const uid = uidOf(judged)
  if (judged.kind === 'Job') return { kind: 'job', ref, uid }
  if (judged.kind !== 'Deployment') return { kind: 'object', ref, uid, generation: 1 }
  const service = objects.find((item) => item.kind === 'Service' && item.metadata.name === ref.name)
  return {
    kind: 'deployment',
    ref,
    uid,
    generation,
    startupTimeoutSeconds: 60,
    ...(service === undefined ? {} : { service: service.metadata.name }),
  }
}

function ownerOf(object: KubeObject, objects: readonly KubeObject[]): KubeObject {
  const uid = field(object, 'metadata', 'ownerReferences', 0, 'uid')
  const owner = objects.findLast((item) => uidOf(item) === uid)
  return owner === undefined ? object : ownerOf(owner, objects)
}
