import { activeStages, isPodStage, type Pipeline } from '../model/pipeline.ts'
import { ProblemError } from '../model/problem.ts'
import { compareQuantities, parseQuantity } from '../model/quantity.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import type { Plan } from '../plan/plan.ts'
import { planTotals } from '../plan/plan-totals.ts'
import type { Cluster, Selection } from '../run/ports.ts'
import type { Finding } from './doctor-finding.ts'

/** What the cluster has room for, against what the plan asks for. */
export async function capacityFindings(cluster: Cluster, plan: Plan): Promise<readonly Finding[]> {
  const { pipeline } = plan
  const { namespace } = pipeline
  const parts: readonly Promise<readonly Finding[]>[] = [
    look(cluster, 'quota', { apiVersion: 'v1', kind: 'ResourceQuota', namespace }, (found) =>
      quotaFindings(found, plan),
    ),
    look(cluster, 'limits', { apiVersion: 'v1', kind: 'LimitRange', namespace }, (found) =>
      limitFindings(found, pipeline),
    ),
    ...claimLooks(cluster, pipeline),
    ...ingressLooks(cluster, pipeline),
    ...gpuLooks(cluster, pipeline),
    podSecurity(cluster, pipeline),
  ]
  return (await Promise.all(parts)).flat()
}

type Judge = (found: readonly KubeObject[]) => readonly Finding[]

/** What may not be looked at is unknown, never a failure. */
async function look(cluster: Cluster, what: string, selection: Selection, judge: Judge): Promise<readonly Finding[]> {
  try {
    return judge(await cluster.list(selection))
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return [finding(what, 'unknown', `it may not be looked at: ${error.message}`)]
  }
}

function quotaFindings(quotas: readonly KubeObject[], plan: Plan): readonly Finding[] {
  const { services, largestStep } = planTotals(plan)
  const wanted = {
    'requests.cpu': sum(services.cpu, largestStep.cpu),
    cpu: sum(services.cpu, largestStep.cpu),
    'requests.memory': sum(services.memory, largestStep.memory),
    memory: sum(services.memory, largestStep.memory),
  }
  if (quotas.length === 0) return [finding('quota', 'ok', 'the namespace has none')]
  return quotas.flatMap((quota) =>
    Object.entries(wanted).flatMap(([resource, need]): readonly Finding[] => {
      const hard = quantity(field(quota, 'status', 'hard', resource) ?? field(quota, 'spec', 'hard', resource))
      if (hard === undefined) return []
      const left = hard - (quantity(field(quota, 'status', 'used', resource)) ?? 0n)
      const what = `quota ${quota.metadata.name}: ${resource}`
      const detail = `${shown(left)} of ${shown(hard)} left, the pipeline asks for ${shown(need)}`
      // Pods that are replaced give back what they have, so a tight quota is no proof of failure.
      if (need > hard) return [{ ...finding(what, 'failed', detail), hint: 'Ask for less, or have the quota raised.' }]
      return [finding(what, need > left ? 'warning' : 'ok', detail)]
    }),
  )
}

function limitFindings(ranges: readonly KubeObject[], pipeline: Pipeline): readonly Finding[] {
  if (ranges.length === 0) return [finding('limits', 'ok', 'the namespace has none')]
  const limits = ranges.flatMap((range) => list(field(range, 'spec', 'limits')))
  const broken = activeStages(pipeline)
    .filter(isPodStage)
    .flatMap(({ name, resources }) =>
      limits
        .filter((limit) => field(limit, 'type') === 'Container')
        .flatMap((limit) =>
          (['cpu', 'memory'] as const).flatMap((resource): readonly Finding[] => {
            const asked = resources[resource]
            const most = text(field(limit, 'max', resource))
            const least = text(field(limit, 'min', resource))
            if (asked === undefined) return []
            if (most !== undefined && (compareQuantities(asked, most) ?? 0) > 0)
              return [finding(`limits: ${name}`, 'failed', `asks for ${resource} ${asked}, at most ${most} is allowed`)]
            return least !== undefined && (compareQuantities(asked, least) ?? 0) < 0
              ? [finding(`limits: ${name}`, 'failed', `asks for ${resource} ${asked}, at least ${least} is demanded`)]
              : []
          }),
        ),
    )
  return broken.length > 0 ? broken : [finding('limits', 'ok', 'every stage keeps to them')]
}

function claimLooks(cluster: Cluster, pipeline: Pipeline): readonly Promise<readonly Finding[]>[] {
  const stages = activeStages(pipeline).filter(isPodStage)
  const claims = stages.flatMap(({ volumes, cacheVolume }) => [
    ...volumes.flatMap(({ from }) => (from.kind === 'pvc' ? [from.claim] : [])),
    ...(cacheVolume === undefined ? [] : [cacheVolume]),
  ])
  if (claims.length === 0) return []
  const { namespace } = pipeline
  return [
    look(cluster, 'volume claims', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }, (found) =>
      [...new Set(claims)].map((claim) => {
        const phase = text(
          field(
            found.find(({ metadata }) => metadata.name === claim),
            'status',
            'phase',
          ),
        )
        if (phase !== undefined) return finding(`volume claim ${claim}`, phase === 'Lost' ? 'failed' : 'ok', phase)
        return {
          ...finding(`volume claim ${claim}`, 'failed', 'there is none of that name'),
          hint: 'Create the PersistentVolumeClaim first.',
        }
      }),
    ),
    look(cluster, 'storage classes', { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' }, (found) => [
      finding('storage classes', 'ok', names(found)),
    ]),
  ]
}

function ingressLooks(cluster: Cluster, pipeline: Pipeline): readonly Promise<readonly Finding[]>[] {
  const doors = activeStages(pipeline).flatMap((stage) =>
    stage.kind === 'service' && stage.ingress?.via === 'ingress' ? [stage.ingress] : [],
  )
  if (doors.length === 0) return []
  const wanted = doors.flatMap(({ className }) => (className === undefined ? [] : [className]))
  return [
    look(cluster, 'ingress classes', { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass' }, (found) => {
      const missing = wanted.filter((name) => !found.some(({ metadata }) => metadata.name === name))
      if (missing.length === 0 && found.length > 0) return [finding('ingress classes', 'ok', names(found))]
      const detail =
        missing.length > 0 ? `there is no class ${missing.join(', ')}` : 'there is none, so nothing serves an Ingress'
      return [
        { ...finding('ingress classes', 'warning', detail), hint: 'Install an ingress controller, or name its class.' },
      ]
    }),
  ]
}

function gpuLooks(cluster: Cluster, pipeline: Pipeline): readonly Promise<readonly Finding[]>[] {
  const wanted = activeStages(pipeline).flatMap((stage) =>
    isPodStage(stage) && stage.resources.gpu !== undefined ? [stage.resources.gpu] : [],
  )
  return [...new Set(wanted.map(({ resource }) => resource))].map((resource) =>
    look(cluster, `GPUs (${resource})`, { apiVersion: 'v1', kind: 'Node' }, (found) => {
      const most = Math.max(0, ...found.map((node) => Number(field(node, 'status', 'allocatable', resource) ?? 0)))
      const needed = Math.max(...wanted.filter((gpu) => gpu.resource === resource).map(({ count }) => count))
      const detail = `a stage asks for ${needed}, the largest node has ${most}`
      return [finding(`GPUs (${resource})`, most >= needed ? 'ok' : 'warning', detail)]
    }),
  )
}

/** The level that the namespace enforces, and whether stages keep to it. */
async function podSecurity(cluster: Cluster, pipeline: Pipeline): Promise<readonly Finding[]> {
  const ref = { apiVersion: 'v1', kind: 'Namespace', name: pipeline.namespace }
  const live = await cluster.get(ref).catch(() => undefined)
  const level = live?.metadata.labels?.['pod-security.kubernetes.io/enforce'] ?? 'privileged'
  const loose = activeStages(pipeline).filter((stage) => isPodStage(stage) && stage.security === 'image')
  if (level !== 'restricted' || loose.length === 0) return [finding('Pod Security', 'ok', `the level is ${level}`)]
  const detail = `the level is restricted, which ${loose.map(({ name }) => name).join(', ')} may not keep to`
  return [{ ...finding('Pod Security', 'warning', detail), hint: 'Set "security: restricted" for these stages.' }]
}

function finding(what: string, status: Finding['status'], detail: string): Finding {
  return { area: 'capacity', what, status, detail }
}

function quantity(value: unknown): bigint | undefined {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(String(value)) : undefined
}

function sum(...values: readonly string[]): bigint {
  return values.reduce((total, value) => total + (parseQuantity(value) ?? 0n), 0n)
}

/** Quantities are kept in thousandths. */
function shown(milli: bigint): string {
  return milli % 1000n === 0n ? String(milli / 1000n) : `${milli}m`
}

function names(objects: readonly KubeObject[]): string {
  return objects.map(({ metadata }) => metadata.name).join(', ') || 'none'
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
