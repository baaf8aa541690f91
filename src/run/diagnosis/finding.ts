import type { Failure, ObjectRef } from '../events.ts'
import type { Graces, IndexedWorld, Memory } from '../judgement.ts'
import { type Cause, causes } from './causes.ts'
import { oneLine } from './fields.ts'

/** A suspicion: what is wrong and how long it may stay so before it is final. */
export interface Finding {
  readonly failure: Failure
  readonly graceMs: number
  /** Stable name of the suspicion, under which it is remembered when it was first seen. */
  readonly key: string
  /** What to say while it is no more than a suspicion, when the failure's sentence would be too much. */
  readonly meanwhile?: string
}

/** What every diagnosis may look at. */
export interface Scene {
  readonly world: IndexedWorld
  readonly now: number
  readonly memory: Memory
  readonly graces: Graces
}

/** What a failure may say besides its cause. */
export interface FailureParts {
  readonly object?: ObjectRef
  readonly evidence?: readonly { readonly path: string; readonly value: unknown }[]
  readonly hint?: string
  readonly exitCode?: number
  readonly isInfrastructure?: boolean
}

/** A failure with the cure and the class of its cause, unless the parts know better. */
export function failureOf(cause: Cause, message: string, parts: FailureParts = {}): Failure {
  const row = causes[cause]
  return {
    cause,
    message: oneLine(message, 900),
    hint: parts.hint ?? row.cure,
    ...(parts.object === undefined ? {} : { object: parts.object }),
    evidence: (parts.evidence ?? []).map(({ path, value }) => ({ path, value: valueText(value) })),
    ...(parts.exitCode === undefined ? {} : { exitCode: parts.exitCode }),
    lastLines: [],
    isInfrastructure: parts.isInfrastructure ?? row.class === 'infrastructure',
  }
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? oneLine(value, 600) : (JSON.stringify(value) ?? 'null')
}

/** What the suspicions amount to at this moment. */
export interface Weighed {
  readonly final?: Failure
  readonly suspected?: Failure
  /** What to say while waiting. */
  readonly meanwhile?: string
  readonly decideAt?: number
  readonly memory: Memory
}

/** Decides which suspicions are final by when each was first seen; forgets those that are gone. */
export function weigh(findings: readonly Finding[], scene: Pick<Scene, 'now' | 'memory'>): Weighed {
  const memory: Record<string, number> = {}
  let first: { readonly finding: Finding; readonly at: number } | undefined
  for (const finding of findings) {
    const since = scene.memory[finding.key] ?? memory[finding.key] ?? scene.now
    memory[finding.key] = since
    const at = since + finding.graceMs
    if (first === undefined || at < first.at) first = { finding, at }
  }
  if (first === undefined) return { memory }
  if (first.at <= scene.now) return { final: first.finding.failure, memory }
  const { failure, meanwhile = failure.message } = first.finding
  return { suspected: failure, meanwhile, decideAt: first.at, memory }
}
