import { claimsOf } from '../connect/jwt-claims.ts'
import { nodeCloudPorts } from '../connect/node-ports.ts'
import { noIdentityProblem } from '../connect/oidc.ts'
import { choiceFor } from '../connect/provider.ts'
import type { Provider } from '../connect/provider-request.ts'
import { type Claims, trustPolicy } from '../connect/trust-policy.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import type { ClusterTarget } from './cluster-target.ts'

/** As whom a CI job presents itself to a cloud, without any token. */
export interface Identity {
  readonly provider?: Provider
  readonly why?: string
  readonly claims?: Claims
  /** What to paste in the cloud so that it trusts these claims. */
  readonly trust?: string
  readonly problems: readonly Problem[]
}

/** What is known of our identity before anything is asked of a cloud or cluster. */
export async function identityOf(target: ClusterTarget): Promise<Identity> {
  const { env, kubeconfig, context, cloud: inputs } = target
  const cloud = nodeCloudPorts(env, target.mask ?? (() => undefined))
  const request = {
    provider: 'auto' as const,
    ...inputs,
    env,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
  }
  const choice = await choiceFor(request, { cloud })
  if (choice.kind === 'none') return { problems: [] }
  const { provider, why } = choice
  if (provider === 'kubeconfig') return { provider, why, problems: [] }
  if (cloud.identityToken === undefined) {
    const problem = await noIdentityProblem(cloud)
    return { provider, why, problems: problem === undefined ? [] : [problem] }
  }
  const audience = await audienceFor(provider, target)
  try {
    const claims = claimsOf(await cloud.identityToken(audience))
    const trust = trustPolicy(provider, claims, { audience, ...namesIn(target) })
    return { provider, why, claims, ...(trust === undefined ? {} : { trust }), problems: [] }
  } catch (error) {
    if (error instanceof ProblemError) return { provider, why, problems: error.problems }
    throw error
  }
}

async function audienceFor(
  provider: Exclude<Provider, 'kubeconfig'>,
  { cloud = {}, env }: ClusterTarget,
): Promise<string> {
  if (cloud.audience !== undefined) return cloud.audience
  switch (provider) {
    case 'eks': {
      const { stsAudience } = await import('../connect/aws/endpoints.ts')
      return stsAudience(cloud.region ?? env['AWS_REGION'] ?? cloud.cluster?.split(':')[3] ?? 'us-east-1')
    }
    case 'gke':
      return `https://iam.googleapis.com/${cloud.workloadIdentityProvider ?? ''}`
    case 'aks': {
      const { azureCloud } = await import('../connect/azure/clouds.ts')
      return azureCloud(env).audience
    }
  }
}

function namesIn({ cloud }: ClusterTarget): { readonly account?: string; readonly pool?: string } {
  const account = /^arn:aws[^:]*:iam::(\d+):/.exec(cloud?.roleToAssume ?? '')?.[1]
  const pool = cloud?.workloadIdentityProvider?.replace(/\/providers\/.*$/, '')
  return { ...(account === undefined ? {} : { account }), ...(pool === undefined ? {} : { pool }) }
}
