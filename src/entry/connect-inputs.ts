import { type Problem, ProblemError } from '../model/problem.ts'
import type { ClusterTarget } from './cluster-target.ts'

type CloudRequest = NonNullable<ClusterTarget['cloud']>

/** One input of the providers: a row that the action, the command line and their documents share. */
export interface CloudInput {
  readonly name: string
  readonly key: keyof CloudRequest
  /** The provider it belongs to; absent where it is for several. */
  readonly owner?: 'eks' | 'gke' | 'aks'
  /** `list` is separated by commas or lines, `pairs` are such a list of KEY=VALUE. */
  readonly kind: 'text' | 'flag' | 'list' | 'pairs'
  readonly choices?: readonly string[]
  /** Without a full stop, and beginning small unless it begins with a name. */
  readonly summary: string
  /** Secrets are no words of a command line, where everybody on the machine can read them. */
  readonly isSecret?: boolean
}

const titles = { eks: 'EKS', gke: 'GKE', aks: 'AKS' } as const

/** How to write the inputs of one provider. */
const inputsOf =
  (owner: keyof typeof titles) =>
  (name: string, key: keyof CloudRequest, summary: string, kind: CloudInput['kind'] = 'text'): CloudInput => ({
    name,
    key,
    owner,
    kind,
    summary: `${titles[owner]}: ${summary}`,
  })

const eks = inputsOf('eks')
const gke = inputsOf('gke')
const aks = inputsOf('aks')
const any = (name: string, key: keyof CloudRequest, summary: string): CloudInput => ({
  name,
  key,
  kind: 'text',
  summary,
})

/** The inputs of the providers, spelt alike everywhere; the command line puts two dashes before. */
export const cloudInputs: readonly CloudInput[] = [
  any('cluster', 'cluster', 'name of the cluster, or its full name (ARN, projects/..., /subscriptions/...)'),
  eks('region', 'region', 'region of the cluster'),
  eks(
    'role-to-assume',
    'roleToAssume',
    'ARN of the role to assume; several by comma, each with the keys of the one before',
  ),
  eks('role-session-name', 'sessionName', 'name of the session of that role, as the audit log shows it'),
  eks('session-tags', 'sessionTags', 'tags of the session of the last role, KEY=VALUE by comma or line', 'pairs'),
  eks('allowed-account-ids', 'allowedAccountIds', 'accounts the cluster may belong to; any other is refused', 'list'),
  gke('project', 'project', 'project of the cluster'),
  gke('location', 'location', 'region or zone of the cluster'),
  gke('workload-identity-provider', 'workloadIdentityProvider', 'full name of the workload identity provider'),
  gke('service-account', 'serviceAccount', 'service account to impersonate; its delegates before it, by comma'),
  aks('resource-group', 'resourceGroup', 'resource group of the cluster'),
  aks('subscription', 'subscription', 'subscription of the cluster'),
  aks('client-id', 'clientId', 'client id of the application or managed identity'),
  aks('tenant-id', 'tenantId', 'tenant of the application'),
  aks('admin', 'asAdmin', 'sign in as the local administrator of the cluster', 'flag'),
  {
    ...any(
      'endpoint',
      'endpoint',
      'which address of the control plane; AKS: public is the public name of a private cluster',
    ),
    choices: ['auto', 'dns', 'public', 'private', 'connect-gateway'],
  },
  any('audience', 'audience', 'audience of the identity token, where it is not the usual one of the cloud'),
  {
    ...any(
      'credentials',
      'credentials',
      'GKE, AKS: a stored credential as JSON or base64 of it, or an access token of Google',
    ),
    isSecret: true,
  },
]

const providers = ['eks', 'gke', 'aks', 'kubeconfig'] as const

/** What was given, by name: the inputs of a step, or the options of a command line. */
export interface Given {
  text(name: string): string | undefined
  flag(name: string): boolean | undefined
}

/** The part of a target that says which cloud is meant. */
export function cloudTarget(given: Given): Pick<ClusterTarget, 'cloud'> {
  const named = cloudInputs.flatMap((input) => {
    const value = givenValue(input, given)
    return value === undefined ? [] : [[input.key, value] as const]
  })
  const provider = providers.find((name) => name === given.text('provider'))
  return { cloud: { ...Object.fromEntries(named), ...(provider === undefined ? {} : { provider }) } }
}

function givenValue({ name, kind }: CloudInput, given: Given): unknown {
  if (kind === 'flag') return given.flag(name) === true ? true : undefined
  const text = given.text(name) ?? ''
  if (text.trim() === '') return undefined
  if (kind === 'text') return text
  const items = text.split(/[\n,]/).flatMap((item) => (item.trim() === '' ? [] : [item.trim()]))
  return kind === 'list' ? items : Object.fromEntries(items.map((item) => pair(name, item)))
}

function pair(name: string, item: string): readonly [string, string] {
  const at = item.indexOf('=')
  if (at > 0) return [item.slice(0, at).trim(), item.slice(at + 1).trim()]
  const problem: Problem = {
    severity: 'error',
    code: 'input/arguments',
    message: `"${name}" cannot hold "${item}"`,
    hint: 'Write KEY=VALUE, several by comma or line.',
  }
  throw new ProblemError('user', [problem])
}
