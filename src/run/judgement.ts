import type { KubeObject } from '../plan/objects.ts'
import type { Failure, ObjectRef } from './events.ts'

/** Everything the watches have told so far, by kind; the newest version of each object. */
export interface World {
  /** Objects of one kind in the namespaces watched, in no particular order. */
  of(kind: string): readonly KubeObject[]
}

/** What is judged: one attempt of a batch stage, a service, or an object of the user's own. */
export type Subject =
  | { readonly kind: 'job'; readonly ref: ObjectRef; readonly uid: string }
  | {
      readonly kind: 'deployment'
      readonly ref: ObjectRef
      readonly uid: string
      /** The generation our apply produced; older ones are the old version. */
      readonly generation: number
      /** Name of the Service that should have endpoints, when there is one. */
      readonly service?: string
      /** Never seen at work before: when any Service leads to it, it has to run for a while to be believed. */
      readonly isNew?: boolean
      readonly startupTimeoutSeconds: number
    }
  | { readonly kind: 'object'; readonly ref: ObjectRef; readonly uid: string; readonly generation: number }

/** What is known about a subject at one moment. */
export type Verdict =
  | {
      readonly state: 'waiting'
      /** Stable word: `pulling`, `unschedulable`, `starting`, `not-ready`, … */
      readonly reason: string
      readonly message: string
      readonly ready?: number
      readonly wanted?: number
      /** A failure that becomes final at `decideAt` unless something changes. */
      readonly suspected?: Failure
      /** Milliseconds since the epoch at which to judge again even if nothing changes. */
      readonly decideAt?: number
    }
  | { readonly state: 'running'; readonly pod: string; readonly message: string; readonly decideAt?: number }
  | {
      readonly state: 'succeeded'
      readonly exitCode: number
      readonly outputs: string
      readonly pods: readonly string[]
    }
  | { readonly state: 'ready'; readonly ready: number; readonly wanted: number }
  | { readonly state: 'failed'; readonly failure: Failure }

/** When each suspicion about a subject was first seen, by a stable key; carried from one judgement to the next. */
export type Memory = Readonly<Record<string, number>>

/** Grace times in milliseconds; the defaults are those of docs/explanation/verdicts.md. */
export interface Graces {
  readonly imageMissingMs: number
  readonly registryMs: number
  readonly unschedulableMs: number
  readonly unschedulableHardMs: number
  readonly mountMs: number
  readonly sandboxMs: number
  readonly quotaMs: number
  readonly endpointsMs: number
  readonly loadBalancerMs: number
  readonly subPathMs: number
  readonly webhookMs: number
}

/** A judgement: the verdict and what to remember for the next one. */
export interface Judgement {
  readonly verdict: Verdict
  readonly memory: Memory
}

/** A world that finds objects by owner and events by what they are about, without searching. */
export interface IndexedWorld extends World {
  byUid(kind: string, uid: string): KubeObject | undefined
  named(kind: string, namespace: string | undefined, name: string): KubeObject | undefined
  ownedBy(kind: string, uid: string): readonly KubeObject[]
  eventsOf(uid: string): readonly KubeObject[]
}
