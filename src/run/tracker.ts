import { field, type KubeObject } from '../plan/objects.ts'
import type { Graces, Judgement, Memory, Subject, Verdict, World } from './judgement.ts'
import type { Change, Clock } from './ports.ts'
import { seen } from './verdict/outcome.ts'
import { type LiveWorld, textField } from './world.ts'

/** The verdict function the tracker asks. */
export type Judge = (subject: Subject, world: World, now: number, memory: Memory, graces: Graces) => Judgement

/** Judges subjects whenever something about them changes, or when a grace time ends. */
export interface Tracker {
  /** Calls back with every verdict, the first one at once; the result stops it. */
  follow(subject: Subject, stage: string, tell: (verdict: Verdict) => void): () => void
  /** Calls back for every pod of a stage, or of none, those already known included. */
  onPod(stage: string | undefined, tell: (pod: KubeObject) => void): () => void
  /** Takes a change from a watch. */
  accept(change: Change): void
  /** Takes the answer to a write of our own. */
  wrote(object: KubeObject): void
  stop(): void
}

interface Followed {
  readonly subject: Subject
  readonly stage: string
  readonly tell: (verdict: Verdict) => void
  memory: Memory
  timer: AbortController | undefined
}

/** Label that says which stage an object belongs to. */
export const stageLabel = 'bodywork.dev/stage'

/** A tracker over a world. */
export function trackerFor(parts: {
  readonly world: LiveWorld
  readonly clock: Clock
  readonly judge: Judge
  readonly graces: Graces
}): Tracker {
  const { world, clock } = parts
  const followed = new Set<Followed>()
  const listeners = new Map<string | undefined, Set<(pod: KubeObject) => void>>()
  const dirty = new Set<Followed>()
  let isScheduled = false

  const judgeNow = (entry: Followed): void => {
    if (!followed.has(entry)) return
    entry.timer?.abort()
    entry.timer = undefined
    const now = clock.now()
    const { verdict, memory } = parts.judge(entry.subject, world, now, entry.memory, parts.graces)
    entry.memory = memory
    const decideAt = 'decideAt' in verdict ? verdict.decideAt : undefined
    if (decideAt !== undefined) wake(entry, decideAt - now)
    entry.tell(verdict)
  }
  const wake = (entry: Followed, ms: number): void => {
    const timer = new AbortController()
    entry.timer = timer
    clock.sleep(Math.max(ms, 1), timer.signal).then(
      () => judgeNow(entry),
      () => undefined,
    )
  }
  const flush = (): void => {
    isScheduled = false
    const due = [...dirty]
    dirty.clear()
    for (const entry of due) judgeNow(entry)
  }
  /** A burst of changes is judged once, when all of it has been taken in. */
  const markDirty = (stage: string | undefined): void => {
    for (const entry of followed) if (stage === undefined || entry.stage === stage) dirty.add(entry)
    if (isScheduled || dirty.size === 0) return
    isScheduled = true
    queueMicrotask(flush)
  }
  const changed = (object: KubeObject): void => {
    const stage = stageOfObject(object, world)
    if (object.kind === 'Pod') for (const tell of listeners.get(stage) ?? []) tell(object)
    markDirty(stage)
  }
  return {
    follow: (subject, stage, tell) => {
      // Somebody may have deleted it between our write and now.
      const memory = world.hasGone(subject.uid) ? seen({ now: clock.now(), memory: {} }) : {}
      const entry: Followed = { subject, stage, tell, memory, timer: undefined }
      followed.add(entry)
      judgeNow(entry)
      return () => {
        followed.delete(entry)
        entry.timer?.abort()
      }
    },
    onPod: (stage, tell) => {
      const tellers = listeners.get(stage) ?? new Set()
      listeners.set(stage, tellers.add(tell))
      for (const pod of world.of('Pod')) if (stageOfObject(pod, world) === stage) tell(pod)
      return () => void tellers.delete(tell)
    },
    accept: (change) => {
      if (change.type === 'synced') return
      const isNews = change.type === 'deleted' ? world.remove(change.object) : world.put(change.object)
      if (isNews) changed(change.object)
    },
    wrote: (object) => {
      if (world.put(object)) changed(object)
    },
    stop: () => {
      for (const entry of followed) entry.timer?.abort()
      followed.clear()
    },
  }
}

/** The stage an object is about; an event is about the stage of its object; undefined concerns everybody. */
function stageOfObject(object: KubeObject, world: LiveWorld): string | undefined {
  const own = object.metadata.labels?.[stageLabel]
  if (own !== undefined || object.kind !== 'Event') return own
  const uid = textField(object, 'involvedObject', 'uid') ?? textField(object, 'regarding', 'uid')
  const about = uid === undefined ? undefined : world.withUid(uid)
  return textField(field(about, 'metadata', 'labels'), stageLabel)
}
