import { cloudError, jsonField, jsonText, refusal } from '../cloud-error.ts'
import type { CloudCluster, CloudPorts, Token } from '../cloud-ports.ts'
import { sendWithRetry } from '../cloud-retry.ts'
import { findKeySource } from './credentials.ts'
import { eksToken } from './eks-token.ts'
import { type EndpointKind, serviceHost, stsAudience } from './endpoints.ts'
import type { KeySource } from './key-source.ts'
import { type AwsKeys, signedHeaders } from './sigv4.ts'
import { errorOf } from './sts.ts'

/** The inputs for an EKS cluster. */
export interface EksRequest {
  /** Name, or the ARN of the cluster. */
  readonly cluster: string
  readonly region?: string
  readonly roleToAssume?: string
  /** Audience of the identity token, where it is not the usual one. */
  readonly audience?: string
  readonly sessionName?: string
  readonly sessionTags?: Readonly<Record<string, string>>
  readonly durationSeconds?: number
  readonly profile?: string
  readonly allowedAccountIds?: readonly string[]
  readonly endpoints?: EndpointKind
  /** Hosts instead of the public ones, for private endpoints and tests: full URLs are not needed. */
  readonly stsHost?: string
  readonly eksUrl?: string
}

/** Finds credentials, describes the cluster and gives a way to make tokens for it. */
export async function connectEks(ports: CloudPorts, request: EksRequest): Promise<CloudCluster> {
  const arn = /^arn:aws[^:]*:eks:([^:]+):(\d+):cluster\/(.+)$/.exec(request.cluster)
  const name = arn?.[3] ?? request.cluster
  const region = arn?.[1] ?? request.region ?? ports.env['AWS_REGION'] ?? ports.env['AWS_DEFAULT_REGION']
  if (region === undefined)
    throw cloudError(
      'aws-region',
      'the region of the EKS cluster is not known',
      'Give the input "region", set AWS_REGION, or name the cluster by its ARN.',
    )
  const { source, kind, stsHost, tokenHost } = await keysFor(ports, request, region)
  const url = `${request.eksUrl ?? `https://${serviceHost('eks', region, kind)}`}/clusters/${encodeURIComponent(name)}`
  const body = await describeCluster(ports, url, region, await source.keys(), name)
  const described = readCluster(body, name)
  checkAccount(described.account ?? arn?.[2], request.allowedAccountIds ?? [])
  return {
    server: described.endpoint,
    ca: described.ca,
    token: minting(ports, source, { id: described.id, stsHost: tokenHost, signingRegion: region }),
    caller: async () => (await import('./caller.ts')).callerText(ports, { stsHost, region }, await source.keys()),
    description: `EKS cluster ${name} in ${region} by ${source.name}`,
    notes: described.notes,
  }
}

/** Tokens for a cluster whose address is known already; nothing is asked of EKS. */
export async function eksTokens(ports: CloudPorts, request: EksRequest & { readonly region: string }) {
  const { source, tokenHost } = await keysFor(ports, request, request.region)
  const cluster = { id: request.cluster, stsHost: tokenHost, signingRegion: request.region }
  return minting(ports, source, cluster)
}

function minting(ports: CloudPorts, source: KeySource, cluster: Parameters<typeof eksToken>[0]) {
  return async (): Promise<Token> => {
    const made = eksToken(cluster, await source.keys(), ports.now())
    ports.mask(made.token)
    return made
  }
}

async function keysFor(ports: CloudPorts, request: EksRequest, region: string) {
  const kind = request.endpoints ?? (ports.env['AWS_USE_DUALSTACK_ENDPOINT'] === 'true' ? 'dualstack' : 'default')
  const stsHost = request.stsHost ?? serviceHost('sts', region, kind)
  const source = await findKeySource(ports, {
    region,
    stsHost,
    audience: request.audience ?? stsAudience(region),
    ...(request.roleToAssume === undefined ? {} : { roleToAssume: request.roleToAssume }),
    ...(request.sessionTags === undefined ? {} : { sessionTags: request.sessionTags }),
    ...(request.sessionName === undefined ? {} : { sessionName: request.sessionName }),
    ...(request.durationSeconds === undefined ? {} : { durationSeconds: request.durationSeconds }),
    ...(request.profile === undefined ? {} : { profile: request.profile }),
  })
  // The verifier of a cluster takes only the plain regional hosts of its partition.
  return {
    source: cached(ports, source),
    kind,
    stsHost,
    tokenHost: request.stsHost ?? serviceHost('sts', region),
  } as const
}

/** Keys are asked for again when they are about to lapse, once for all who wait. */
function cached(ports: CloudPorts, source: KeySource): KeySource {
  let current: Promise<AwsKeys> | undefined
  let until = 0
  return {
    name: source.name,
    keys: () => {
      if (current !== undefined && ports.now() < until) return current
      const asked = source.keys()
      current = asked
      until = Number.MAX_SAFE_INTEGER
      asked.then(
        (keys) => {
          until = keys.expiresAt === undefined ? Number.MAX_SAFE_INTEGER : keys.expiresAt - 120_000
        },
        () => {
          current = undefined
        },
      )
      return asked
    },
  }
}

async function describeCluster(
  ports: CloudPorts,
  url: string,
  region: string,
  keys: AwsKeys,
  name: string,
): Promise<string> {
  const response = await sendWithRetry(ports, () => {
    const headers = signedHeaders({ method: 'GET', url, headers: {} }, keys, {
      service: 'eks',
      region,
      date: new Date(ports.now()),
    })
    return { method: 'GET', url, headers }
  })
  if (response.status === 200) return response.body
  const { code, message } = errorOf(response)
  const hint = describeHints[code]
  throw refusal(ports, response, {
    code: 'aws-eks',
    message: `AWS refused to describe the EKS cluster ${name} in ${region}: ${code}${message === '' ? '' : `: ${message}`}`,
    ...(hint === undefined ? {} : { hint }),
  })
}

const describeHints: Readonly<Record<string, string>> = {
  AccessDeniedException: 'Allow the action eks:DescribeCluster on this cluster for the role.',
  ResourceNotFoundException:
    'Check the name, the region and the account: the role sees only clusters of its own account.',
  UnrecognizedClientException: 'The keys are not valid here: wrong account, wrong partition, or a lapsed session.',
  InvalidSignatureException: 'The clock of this machine may be off by more than five minutes.',
}

interface Described {
  readonly endpoint: string
  readonly ca: string
  readonly id: string
  readonly account: string | undefined
  readonly notes: readonly string[]
}

function readCluster(body: string, name: string): Described {
  const endpoint = jsonText(body, 'cluster', 'endpoint')
  const data = jsonText(body, 'cluster', 'certificateAuthority', 'data')
  const status = jsonText(body, 'cluster', 'status') ?? 'UNKNOWN'
  if (endpoint === undefined || data === undefined)
    throw cloudError(
      'aws-eks-status',
      `the EKS cluster ${name} is ${status} and has no endpoint yet`,
      'Wait until it is ACTIVE.',
    )
  const isOutpost =
    jsonField(body, 'cluster', 'outpostConfig') !== undefined && jsonField(body, 'cluster', 'outpostConfig') !== null
  const isPublic = jsonField(body, 'cluster', 'resourcesVpcConfig', 'endpointPublicAccess')
  return {
    endpoint,
    ca: Buffer.from(data, 'base64').toString('utf8'),
    id: isOutpost ? (jsonText(body, 'cluster', 'id') ?? name) : name,
    account: /^arn:aws[^:]*:eks:[^:]+:(\d+):/.exec(jsonText(body, 'cluster', 'arn') ?? '')?.[1],
    notes: [
      ...(status === 'ACTIVE' || status === 'UPDATING' ? [] : [`the EKS cluster ${name} is ${status}`]),
      ...(isPublic === false ? [`the endpoint of ${name} is private: this runner must be inside its VPC`] : []),
    ],
  }
}

function checkAccount(account: string | undefined, allowed: readonly string[]): void {
  if (allowed.length === 0 || (account !== undefined && allowed.includes(account))) return
  throw cloudError(
    'aws-account',
    `the cluster belongs to the account ${account ?? 'unknown'}, which is not among allowed-account-ids (${allowed.join(', ')})`,
    'Nothing was changed. Check the cluster and the role.',
  )
}
