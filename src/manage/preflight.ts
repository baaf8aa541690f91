import { type Problem, ProblemError } from '../model/problem.ts'
import type { Plan } from '../plan/plan.ts'
import type { Cluster } from '../run/ports.ts'
import { secretProblems } from '../run/preflight.ts'
import { readable } from '../run/readable.ts'
import { type Need, needText } from './access-need.ts'
import { accessNeeds } from './access-plan.ts'
import { reviewNeeds } from './access-review.ts'
import { capacityFindings } from './doctor-capacity.ts'

/** Everything that would stop a deployment of this plan, found before anything is applied: rights, room, secrets. */
export async function preflightProblems(cluster: Cluster, plan: Plan): Promise<readonly Problem[]> {
  const createsNamespace = await isNamespaceMissing(cluster, plan.pipeline.namespace)
  const [rights, room, secrets] = await Promise.all([
    rightProblems(cluster, accessNeeds(plan, { createsNamespace })),
    createsNamespace ? [] : roomProblems(cluster, plan),
    createsNamespace ? [] : secretProblems(plan, cluster).catch(unseen),
  ])
  return [...rights, ...room, ...secrets]
}

/** Who may not look at a namespace may still work in it. */
export async function isNamespaceMissing(cluster: Cluster, namespace: string): Promise<boolean> {
  const live = () => cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace })
  return readable(async () => (await live()) === undefined, false)
}

/** One sentence for each kind of object and purpose, with all the verbs that are missing. */
async function rightProblems(cluster: Cluster, needs: readonly Need[]): Promise<readonly Problem[]> {
  const denied = (await reviewNeeds(cluster, needs)).filter(
    ({ need, verdict }) => verdict === 'denied' && !need.isOptional,
  )
  const verbs = new Map<string, string[]>()
  for (const { need } of denied) {
    const sentence = `${needText(need).slice(need.verb.length + 1)}, which is needed to ${need.why}`
    verbs.set(sentence, [...(verbs.get(sentence) ?? []), need.verb])
  }
  return [...verbs].map(
    ([sentence, missing]): Problem => ({
      severity: 'error',
      code: 'manage/right-missing',
      message: `this identity may not ${missing.join(', ')} ${sentence}`,
      hint: '"bodywork rbac" prints the role that allows it.',
    }),
  )
}

/** Quotas and limits that the plan breaks for sure are errors, what may get in the way is a warning. */
async function roomProblems(cluster: Cluster, plan: Plan): Promise<readonly Problem[]> {
  const findings = await capacityFindings(cluster, plan)
  return findings.flatMap(({ what, status, detail, hint }): readonly Problem[] =>
    status === 'failed' || status === 'warning'
      ? [
          {
            severity: status === 'failed' ? 'error' : 'warning',
            code: 'manage/no-room',
            message: `${what}: ${detail}`,
            ...(hint === undefined ? {} : { hint }),
          },
        ]
      : [],
  )
}

/** That secrets may not be read is told as a missing right already. */
function unseen(error: unknown): readonly Problem[] {
  if (error instanceof ProblemError) return []
  throw error
}
