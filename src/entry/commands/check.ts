import type { Claims } from '../../connect/trust-policy.ts'
import { capacityFindings } from '../../manage/doctor-capacity.ts'
import { type Finding, findingsAsText, isUnwell } from '../../manage/doctor-finding.ts'
import { permissionFindings } from '../../manage/doctor-permissions.ts'
import { serverFindings } from '../../manage/doctor-server.ts'
import { isNamespaceMissing } from '../../manage/preflight.ts'
import { type Problem, ProblemError } from '../../model/problem.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ClusterTarget } from '../cluster-target.ts'
import type { Command, Io } from '../command.ts'
import type { Identity } from '../connect-identity.ts'
import { clusterOptions, formatOption, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { gatherPlan } from '../gather-plan.ts'
import { planOptions, planRequest, tellProblems } from '../plan-options.ts'
import { inNamespace } from '../planning-namespace.ts'
import type { Connected, Wiring } from '../wire.ts'

/** What `check` needs besides a cluster. */
export interface CheckPorts {
  readonly identityOf: (target: ClusterTarget) => Promise<Identity>
}

/** `bodywork check`: everything that could stand in the way of a deployment, looked at before it does. */
export function checkCommand(wiring: Wiring, ports: CheckPorts): Command {
  return {
    name: 'check',
    summary: 'say what stands in the way of a deployment',
    description:
      'How we sign in and what the cloud must trust, the way to the server step by step, every permission that this configuration needs, and the room in the cluster. Nothing is written. The exit code is 0, or 3 when something fails.',
    positionals: [],
    options: [...planOptions, namespaceOption, ...clusterOptions, { ...formatOption, summary: 'how to print' }],
    examples: ['bodywork check', 'bodywork check --provider eks --cluster prod --region eu-west-1 --format json'],
    run: async (input, io) => {
      const plan = await gatherPlan(planRequest(input, io), inNamespace(wiring, input.text('namespace')))
      await tellProblems(plan.problems, io)
      if (!plan.ok) return exitCodes.wrongInput
      const target = targetOf(input, io)
      const identityOf = wiring.identityOf ?? ports.identityOf
      const identity = target.isLocal ? { problems: [] } : await identityOf(target)
      const findings = [
        ...identityFindings(identity),
        ...(await clusterFindings(plan.value, { target, wiring, identity })),
      ]
      tell(io, findings, identity, input.text('format') === 'json')
      return isUnwell(findings) ? exitCodes.clusterRefused : exitCodes.done
    },
  }
}

function identityFindings({ provider, why, claims, problems }: Identity): readonly Finding[] {
  return [
    ...(provider === undefined
      ? []
      : [{ area: 'sign-in', what: 'provider', status: 'ok', detail: `${provider}: ${why ?? ''}` } as const]),
    ...(claims === undefined
      ? []
      : [{ area: 'sign-in', what: 'identity token', status: 'ok', detail: `sub ${String(claims['sub'])}` } as const]),
    // Another credential may still serve: whether it does, connecting will tell.
    ...problems.map((problem) => problemFinding('identity token', problem, 'warning')),
  ]
}

interface Reaching {
  readonly target: ClusterTarget
  readonly wiring: Wiring
  readonly identity: Identity
}

async function clusterFindings(plan: Plan, reaching: Reaching): Promise<readonly Finding[]> {
  const found: Finding[] = []
  let connected: Connected | undefined
  try {
    connected = await reaching.wiring.connect(reaching.target)
    await inspect(connected, plan, reaching, found)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const what = connected === undefined ? 'connect' : 'ask the server'
    found.push(...error.problems.map((problem) => problemFinding(what, problem, 'failed')))
  } finally {
    await connected?.close()
  }
  return found
}

/** Stops where nothing that follows could be known. */
async function inspect(connected: Connected, plan: Plan, reaching: Reaching, found: Finding[]): Promise<void> {
  const { connection, transport, cluster } = connected
  if (connection !== undefined) {
    const { reachSteps } = await import('../../connect/reach.ts')
    const steps = await reachSteps(connection, reaching.target.env)
    found.push(...steps.map(({ step, isOk, ...rest }) => reachFinding(step, isOk, rest)))
    if (steps.some(({ isOk }) => !isOk)) return
  }
  if (transport !== undefined) {
    const signInHint = signInHints[reaching.identity.provider ?? 'kubeconfig']
    found.push(...(await serverFindings(transport, { now: () => reaching.wiring.clock.now(), signInHint })))
    if (isUnwell(found)) return
  }
  const createsNamespace = await isNamespaceMissing(cluster, plan.pipeline.namespace)
  found.push(...(await permissionFindings(cluster, plan, { createsNamespace })))
  found.push(...(await capacityFindings(cluster, plan)))
}

const signInHints = {
  eks: 'Give the role an access entry ("aws eks create-access-entry" with a policy), or map it in the ConfigMap kube-system/aws-auth.',
  gke: 'Give the identity the role roles/container.developer, or check the project of the cluster.',
  aks: 'The token is for another tenant or application: check "tenant-id", and that the cluster uses Entra sign-in.',
  kubeconfig: 'The credentials of the kubeconfig have lapsed, or are for another cluster.',
} as const

function reachFinding(
  what: string,
  isOk: boolean,
  { detail, hint }: { readonly detail: string; readonly hint?: string },
): Finding {
  return { area: 'reach', what, status: isOk ? 'ok' : 'failed', detail, ...(hint === undefined ? {} : { hint }) }
}

function problemFinding(what: string, { code, message, hint }: Problem, status: Finding['status']): Finding {
  const area = code.startsWith('connect/') ? 'sign-in' : 'server'
  return { area, what, status, detail: message, ...(hint === undefined ? {} : { hint }) }
}

function tell(io: Io, findings: readonly Finding[], { claims, trust }: Identity, asJson: boolean): void {
  if (asJson) {
    const whole = {
      ok: !isUnwell(findings),
      findings,
      ...(claims === undefined ? {} : { identity: { claims, trust } }),
    }
    io.stdout(`${JSON.stringify(whole, null, 2)}\n`)
    return
  }
  io.stdout(findingsAsText(findings))
  if (claims !== undefined) io.stdout(`\nClaims of the identity token\n${claimLines(claims)}\n`)
  if (trust !== undefined) io.stdout(`\nWhat the cloud has to trust\n${trust}\n`)
  io.stdout(`\n${isUnwell(findings) ? 'A deployment would fail.' : 'Nothing stands in the way of a deployment.'}\n`)
}

function claimLines(claims: Claims): string {
  return Object.entries(claims)
    .map(([name, value]) => `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n')
}
