import { crashFinding } from '../diagnosis/crash.ts'
import { type Finding, type Scene, type Weighed, weigh } from '../diagnosis/finding.ts'
import { isUnprobed, startFindings } from '../diagnosis/pod-findings.ts'
import { mainContainers, type PodView } from '../diagnosis/pod-view.ts'
import { killedByProbe, readinessFinding } from '../diagnosis/probes.ts'
import type { Memory } from '../judgement.ts'

/** Everything wrong with pods that are meant to run for ever. */
export function servicePodFindings(pods: readonly PodView[], scene: Scene, startupMs: number): readonly Finding[] {
  const alive = pods.filter((pod) => !pod.isDeleting)
  // One bad node must not fail a roll-out whose other pods are fine: it gets the start-up time to recover.
  const crashGrace = alive.some((pod) => pod.isReady) ? startupMs : 0
  const suspicious = alive.filter((pod) => !isFine(pod))
  return suspicious.flatMap((pod) => [...startFindings(pod, scene), ...runFindings(pod, scene, startupMs, crashGrace)])
}

/** Ready and never restarted: nothing to look into, and nearly every pod is like that. */
function isFine(pod: PodView): boolean {
  return pod.isReady && pod.containers.every((container) => container.restarts === 0 && container.waiting === undefined)
}

function runFindings(pod: PodView, scene: Scene, startupMs: number, crashGrace: number): readonly Finding[] {
  const killed = pod.containers.flatMap((container) => killedByProbe(pod, container, scene) ?? [])
  if (killed.length > 0) return killed
  const crashed = pod.containers.flatMap((container) => crashFinding(pod, container) ?? [])
  if (crashed.length > 0) return crashed.map((finding) => ({ ...finding, graceMs: crashGrace }))
  return readinessFinding(pod, scene, startupMs)
}

// Without a probe "ready" only means "was started": give the program time to fall over before traffic reaches it.
const settleMs = 900
const settleBehindServiceMs = 10_000

/** How many pods are ready, and how many of them have stayed so for long enough to be believed. */
export interface Readiness {
  readonly ready: number
  readonly stable: number
  readonly decideAt?: number
  readonly memory: Memory
}

/** Counts ready pods; those without a readiness probe are believed after a while. */
export function readinessOf(pods: readonly PodView[], scene: Scene, isBehindService: boolean): Readiness {
  const memory: Record<string, number> = {}
  const counts = { ready: 0, stable: 0 }
  let decideAt: number | undefined
  for (const pod of pods) {
    if (!pod.isReady || pod.isDeleting) continue
    counts.ready += 1
    const at = isUnprobed(pod) ? settledAt(pod, scene, memory, isBehindService) : scene.now
    if (at <= scene.now) counts.stable += 1
    else decideAt = Math.min(decideAt ?? at, at)
  }
  return { ...counts, memory, ...(decideAt === undefined ? {} : { decideAt }) }
}

function settledAt(pod: PodView, scene: Scene, memory: Record<string, number>, isBehindService: boolean): number {
  const restarts = pod.containers.reduce((sum, container) => sum + container.restarts, 0)
  const key = `stable:${pod.uid}:${restarts}`
  const since = scene.memory[key] ?? startOf(pod, scene.now)
  memory[key] = since
  return since + (isBehindService || restarts > 0 ? settleBehindServiceMs : settleMs)
}

/** A pod that has run for minutes when it is first seen has settled long ago; clocks differ by less. */
function startOf(pod: PodView, now: number): number {
  const latest = Math.max(...mainContainers(pod).map(({ runningSince }) => Date.parse(runningSince ?? '')))
  return now - latest > 120_000 ? latest : now
}

/** Weighs findings, and keeps what the readiness of the pods has to remember. */
export function weighWith(findings: readonly Finding[], readiness: Readiness, scene: Scene): Weighed {
  const weighed = weigh(findings, scene)
  const times = [weighed.decideAt, readiness.decideAt].filter((at) => at !== undefined)
  const decideAt = times.length === 0 ? {} : { decideAt: Math.min(...times) }
  return { ...weighed, ...decideAt, memory: { ...weighed.memory, ...readiness.memory } }
}
