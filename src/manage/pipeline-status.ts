import { labelValue } from '../model/names.ts'
import type { KubeObject } from '../plan/objects.ts'
import { defaultGraces } from '../run/graces.ts'
import type { Verdict } from '../run/judgement.ts'
import { holderOf, leaseRef } from '../run/lock.ts'
import type { Cluster } from '../run/ports.ts'
import type { RunRecord } from '../run/record.ts'
import { readRecords } from '../run/record-store.ts'
import type { Judge } from '../run/tracker.ts'
import { liveWorld, numberField, refOf, uidOf } from '../run/world.ts'
import { type DeployedService, listServices } from './services.ts'

/** How a pipeline is, all in one. */
export interface PipelineStatus {
  readonly pipeline: string
  readonly namespace: string
  readonly isHealthy: boolean
  readonly services: readonly DeployedService[]
  readonly lastRun?: RunRecord
  /** The run that holds the pipeline now. */
  readonly holder?: string
  readonly problems: readonly string[]
}

/** Looks at services, records and the lock, and asks the judge about what is not well. */
export async function pipelineStatus(
  cluster: Cluster,
  at: { readonly namespace: string; readonly pipeline: string },
  parts: { readonly judge: Judge; readonly now: number },
): Promise<PipelineStatus> {
  const [all, records, lease] = await Promise.all([
    listServices(cluster, at.namespace),
    readRecords(cluster, at.namespace, at.pipeline),
    cluster.get(leaseRef(at.namespace, at.pipeline)),
  ])
  const services = all.filter((service) => labelValue(service.pipeline) === labelValue(at.pipeline))
  const ill = services.filter(({ health }) => health !== 'healthy' && health !== 'stopped')
  const lastRun = records[0]
  const problems = [...(ill.length === 0 ? [] : await diagnoses(cluster, ill, parts)), ...runProblems(lastRun)]
  const holder = lease === undefined ? '' : holderOf(lease).who
  return {
    ...at,
    isHealthy: problems.length === 0,
    services,
    ...(lastRun === undefined ? {} : { lastRun }),
    ...(holder === '' ? {} : { holder }),
    problems,
  }
}

function runProblems(record: RunRecord | undefined): readonly string[] {
  if (record === undefined || ['deployed', 'applying', 'rolled-back'].includes(record.status)) return []
  return [`the last run (revision ${record.revision}) ended as ${record.status}`]
}

/** What is wrong with services, in the words a run would use. */
async function diagnoses(
  cluster: Cluster,
  services: readonly DeployedService[],
  { judge, now }: { readonly judge: Judge; readonly now: number },
): Promise<readonly string[]> {
  const [{ namespace }] = [services[0] ?? { namespace: '' }]
  const list = (apiVersion: string, kind: string) => cluster.list({ apiVersion, kind, namespace })
  const objects = await Promise.all([
    list('apps/v1', 'Deployment'),
    list('apps/v1', 'ReplicaSet'),
    list('v1', 'Pod'),
    list('v1', 'Service'),
    list('discovery.k8s.io/v1', 'EndpointSlice'),
    list('v1', 'Event'),
  ])
  const world = liveWorld()
  for (const object of objects.flat()) world.put(object)
  return services.map((service) => {
    const deployment = world.named('Deployment', namespace, service.name)
    const words = deployment === undefined ? undefined : wordsOf(judgeOne(deployment))
    return `${service.name}: ${words ?? service.reason ?? service.health}`
  })

  function judgeOne(deployment: KubeObject): Verdict {
    const subject = {
      kind: 'deployment' as const,
      ref: refOf(deployment),
      uid: uidOf(deployment),
      generation: numberField(deployment, 'metadata', 'generation') ?? 0,
      startupTimeoutSeconds: 0,
    }
    return judge(subject, world, now, {}, defaultGraces).verdict
  }
}

function wordsOf(verdict: Verdict): string | undefined {
  if (verdict.state === 'failed') return verdict.failure.message
  if (verdict.state === 'waiting') return verdict.suspected?.message ?? verdict.message
  return undefined
}
