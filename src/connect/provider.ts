import { never, ProblemError } from '../model/problem.ts'
import type { ParseYaml } from './azure/aks.ts'
import { type Choice, chooseProvider, defaultKubeconfig } from './choose-provider.ts'
import { cloudProblem } from './cloud-error.ts'
import type { CloudCluster, CloudPorts } from './cloud-ports.ts'
import { type Connection, connectionFor } from './connection.ts'
import type { RunPlugin } from './exec-plugin.ts'
import type { Provider, ProviderRequest } from './provider-request.ts'
import { builtInPlugin } from './vendor-plugins.ts'

/** What getting into a cluster needs from outside. */
export interface ProviderPorts {
  readonly cloud: CloudPorts
  readonly runPlugin: RunPlugin
  readonly parseYaml: ParseYaml
  /** Told what was chosen and why, and what is worth knowing of the cluster. */
  readonly say: (text: string) => void
}

/** The connection that inputs and environment mean; what is not used is not loaded. */
export async function connect(request: ProviderRequest, ports: ProviderPorts): Promise<Connection> {
  const choice = await choiceFor(request, ports)
  if (choice.kind === 'none') throw nothingFits(choice.tried)
  ports.say(`using ${choice.provider}: ${choice.why}`)
  if (choice.provider === 'kubeconfig') return byKubeconfig(request, ports)
  const cluster = await describedBy(choice.provider, request, ports).catch(async (error: unknown) => {
    throw await withIdentityProblem(error, ports)
  })
  for (const note of cluster.notes) ports.say(note)
  return connectionFor(cluster, ports.cloud)
}

/** What would be chosen, for `check`. */
export async function choiceFor(request: ProviderRequest, ports: Pick<ProviderPorts, 'cloud'>): Promise<Choice> {
  const usual = defaultKubeconfig(request.env)
  const isThere = (await ports.cloud.readFile(usual)) !== undefined
  return chooseProvider(request, () => isThere)
}

async function describedBy(
  provider: Exclude<Provider, 'kubeconfig'>,
  request: ProviderRequest,
  { cloud, parseYaml }: ProviderPorts,
): Promise<CloudCluster> {
  const cluster = request.cluster ?? ''
  if (cluster === '') throw noName(provider)
  const { endpoint, ...named } = { ...given(request), cluster }
  switch (provider) {
    case 'eks':
      if (endpoint !== undefined && endpoint !== 'auto') throw oneEndpoint(endpoint)
      return (await import('./aws/eks.ts')).connectEks(cloud, named)
    case 'gke':
      return (await import('./google/gke.ts')).connectGke(cloud, {
        ...named,
        ...(endpoint === undefined ? {} : { endpoint }),
      })
    case 'aks':
      return (await import('./azure/aks.ts')).connectAks(
        cloud,
        { ...named, usePublicFqdn: endpoint === 'public' },
        parseYaml,
      )
    default:
      return never(provider)
  }
}

/** Empty inputs are as good as none. */
function given({ env: _, provider: __, ...inputs }: ProviderRequest): Omit<ProviderRequest, 'env' | 'provider'> {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined && value !== ''))
}

async function byKubeconfig(request: ProviderRequest, ports: ProviderPorts): Promise<Connection> {
  const { env, kubeconfig, context } = request
  const { connectKubeconfig } = await import('./kubeconfig.ts')
  const connection = await connectKubeconfig(
    { env, ...(kubeconfig === undefined ? {} : { kubeconfig }), ...(context === undefined ? {} : { context }) },
    {
      now: ports.cloud.now,
      mask: ports.cloud.mask,
      runPlugin: ports.runPlugin,
      parseYaml: ports.parseYaml,
      builtIn: (command, args, own) => builtInPlugin({ command, args, env: own }, ports.cloud),
    },
  )
  if (connection.insecureSkipTlsVerify === true)
    ports.say(
      `warning: the certificate of ${connection.server} is not checked (insecure-skip-tls-verify): whoever stands in between reads the token`,
    )
  return connection
}

/** Missing credentials in a CI job mostly mean a missing identity token: that comes first, with the lines to add. */
async function withIdentityProblem(error: unknown, { cloud }: ProviderPorts): Promise<unknown> {
  if (!(error instanceof ProblemError)) return error
  const isMissing = error.problems.some(({ code }) => /^connect\/(?:\w+-no-credentials|no-identity-token)$/.test(code))
  if (!isMissing) return error
  const { noIdentityProblem } = await import('./oidc.ts')
  const problem = await noIdentityProblem(cloud)
  return problem === undefined ? error : new ProblemError(error.kind, [problem, ...error.problems], { cause: error })
}

function oneEndpoint(endpoint: string): ProblemError {
  const message = `an EKS cluster has one endpoint, so there is no choice of "${endpoint}"`
  const hint = 'Remove "endpoint"; whether it is public or private is a setting of the cluster.'
  return new ProblemError('user', [cloudProblem('endpoint', message, hint)])
}

function noName(provider: Provider): ProblemError {
  const problem = cloudProblem('cluster', `provider ${provider} needs the name of the cluster`, 'Give "cluster".')
  return new ProblemError('user', [problem])
}

function nothingFits(tried: readonly string[]): ProblemError {
  const problem = cloudProblem(
    'no-cluster',
    `no way into a cluster was found; looked for: ${tried.join('; ')}`,
    'Give "provider" and "cluster", or "kubeconfig"; "bodywork deploy --local" needs none.',
  )
  return new ProblemError('user', [problem])
}
