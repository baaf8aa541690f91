import { basename } from 'node:path'
import { cloudError } from './cloud-error.ts'
import type { CloudPorts, Token } from './cloud-ports.ts'
import type { Credentials } from './connection.ts'
import { optionOf } from './plugin-options.ts'

/** A plugin as a kubeconfig names it. */
export interface PluginCall {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

type Mint = () => Promise<Token>

/**
 * What the well-known plugins of the clouds do, done here: a kubeconfig that a vendor's program wrote then works where
 * that program is not installed. Undefined for any other plugin.
 */
export function builtInPlugin(call: PluginCall, ports: CloudPorts): (() => Promise<Credentials>) | undefined {
  const own = { ...ports, env: { ...ports.env, ...call.env } }
  const start = starterFor(call, own)
  if (start === undefined) return undefined
  let mint: Promise<Mint> | undefined
  return async () => {
    mint ??= start().catch((error: unknown) => {
      mint = undefined
      throw error
    })
    return (await mint)()
  }
}

function starterFor({ command, args }: PluginCall, ports: CloudPorts): (() => Promise<Mint>) | undefined {
  switch (basename(command).replace(/\.(?:exe|cmd)$/i, '')) {
    case 'aws':
      return args.includes('eks') && args.includes('get-token') ? () => awsTokens(args, ports) : undefined
    case 'aws-iam-authenticator':
      return args.includes('token') ? () => awsTokens(args, ports) : undefined
    case 'gke-gcloud-auth-plugin':
      return () => googleTokens(ports)
    case 'kubelogin':
      return args.includes('get-token') && optionOf(args, '--server-id') !== undefined
        ? () => azureTokens(args, ports)
        : undefined
    default:
      return undefined
  }
}

async function awsTokens(args: readonly string[], ports: CloudPorts): Promise<Mint> {
  const cluster = optionOf(args, '--cluster-id', '--cluster-name', '-i')
  const region = optionOf(args, '--region') ?? ports.env['AWS_REGION'] ?? ports.env['AWS_DEFAULT_REGION']
  if (cluster === undefined || region === undefined)
    throw cloudError(
      'aws-region',
      `the kubeconfig's plugin names no ${cluster === undefined ? 'cluster' : 'region'}`,
      'Set AWS_REGION, or install the program that the kubeconfig names.',
    )
  const role = optionOf(args, '--role-arn', '--role', '-r')
  const profile = optionOf(args, '--profile')
  const { eksTokens } = await import('./aws/eks.ts')
  return eksTokens(ports, {
    cluster,
    region,
    ...(role === undefined ? {} : { roleToAssume: role }),
    ...(profile === undefined ? {} : { profile }),
  })
}

async function googleTokens(ports: CloudPorts): Promise<Mint> {
  const [{ findGoogleSource }, { clusterScopes }] = await Promise.all([
    import('./google/find-source.ts'),
    import('./google/credentials.ts'),
  ])
  const source = await findGoogleSource(ports, {})
  return () => source.token(clusterScopes)
}

async function azureTokens(args: readonly string[], ports: CloudPorts): Promise<Mint> {
  const { findAzureSource } = await import('./azure/credentials.ts')
  const clientId = optionOf(args, '--client-id')
  const tenantId = optionOf(args, '--tenant-id', '-t')
  const environment = optionOf(args, '--environment')
  const env = { ...ports.env, ...(environment === undefined ? {} : { AZURE_ENVIRONMENT: environment }) }
  const isOurs = ['spn', 'workloadidentity', 'msi'].includes(optionOf(args, '--login', '-l') ?? '')
  const source = await findAzureSource(
    { ...ports, env },
    {
      // For people's sign-ins the client id is that of kubelogin itself, which has no credential of ours.
      ...(clientId === undefined || !isOurs ? {} : { clientId }),
      ...(tenantId === undefined ? {} : { tenantId }),
    },
  )
  return () => source.token(`${optionOf(args, '--server-id') ?? ''}/.default`)
}
