import { hasErrors } from '../model/problem.ts'
import type { Plan } from '../plan/plan.ts'
import type { Cluster } from '../run/ports.ts'
import { type Preview, previewPlan } from '../run/preview.ts'

/** What a plan would change in the cluster, and what would stop it there. */
export async function planPreview(plan: Plan, cluster: Cluster): Promise<Preview> {
  const { preflightProblems } = await import('../manage/preflight.ts')
  const [preview, preflight] = await Promise.all([previewPlan(plan, cluster), preflightProblems(cluster, plan)])
  return preflight.length === 0 ? preview : { ...preview, preflight }
}

/** True when the cluster would refuse something. */
export function isStopped({ objects, preflight = [] }: Preview): boolean {
  return hasErrors(preflight) || objects.some(({ problems }) => problems.length > 0)
}
