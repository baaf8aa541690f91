import type { Plan } from '../plan/plan.ts'
import type { Cluster } from '../run/ports.ts'
import { needText } from './access-need.ts'
import { accessNeeds } from './access-plan.ts'
import { type Reviewed, reviewNeeds } from './access-review.ts'
import type { Finding } from './doctor-finding.ts'

/** Every right that this plan needs, as the cluster judges it. */
export async function permissionFindings(
  cluster: Cluster,
  plan: Plan,
  options: { readonly createsNamespace: boolean },
): Promise<readonly Finding[]> {
  return (await reviewNeeds(cluster, accessNeeds(plan, options))).map(findingOf)
}

function findingOf({ need, verdict, reason }: Reviewed): Finding {
  const what = needText(need)
  const right = { verb: need.verb, on: what.slice(need.verb.length + 1) }
  const common = { area: 'permission', what, right } as const
  if (verdict === 'unknown')
    return { ...common, status: need.isOptional ? 'unknown' : 'failed', detail: reason ?? 'nobody knows' }
  if (verdict === 'allowed') return { ...common, status: 'ok', detail: `to ${need.why}` }
  return need.isOptional
    ? { ...common, status: 'warning', detail: `not allowed; it would help to ${need.why}` }
    : {
        ...common,
        status: 'failed',
        detail: `not allowed, but needed to ${need.why}`,
        hint: '"bodywork rbac" prints the role that allows it.',
      }
}
