import { never } from '../../model/problem.ts'
import { cloudError, jsonText, refusal } from '../cloud-error.ts'
import type { CloudCluster, CloudPorts, CloudResponse, Token } from '../cloud-ports.ts'
import { sendWithRetry } from '../cloud-retry.ts'
import { claimsOf } from '../jwt-claims.ts'
import { type AksAccess, aksAccess } from './aks-kubeconfig.ts'
import { type AzureRequest, type AzureSource, findAzureSource, first } from './credentials.ts'

/** The inputs for an AKS cluster. */
export interface AksRequest extends AzureRequest {
  /** Name, or the resource id of the cluster. */
  readonly cluster: string
  readonly resourceGroup?: string
  readonly subscription?: string
  /** The public name of a private cluster. */
  readonly usePublicFqdn?: boolean
  /** The local administrator instead of an Entra user. */
  readonly asAdmin?: boolean
}

/** Reads YAML; a parameter, so that this path loads no parser of its own. */
export type ParseYaml = (text: string) => Promise<unknown>

const apiVersion = '2025-10-01'

/** Finds credentials, asks Azure for the cluster's kubeconfig and puts our own tokens in the place of its plugin. */
export async function connectAks(ports: CloudPorts, request: AksRequest, parseYaml: ParseYaml): Promise<CloudCluster> {
  const id =
    /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/microsoft\.containerservice\/managedclusters\/([^/]+)$/i.exec(
      request.cluster,
    )
  const source = await findAzureSource(ports, request)
  const subscription = id?.[1] ?? request.subscription ?? source.subscriptionId
  const group = id?.[2] ?? request.resourceGroup ?? first(ports.env, ['AZURE_RESOURCE_GROUP'])
  const name = id?.[3] ?? request.cluster
  if (subscription === undefined || group === undefined)
    throw cloudError(
      'azure-cluster',
      `the ${subscription === undefined ? 'subscription' : 'resource group'} of the AKS cluster is not known`,
      `Give the input "${subscription === undefined ? 'subscription' : 'resource-group'}", or the full resource id of the cluster.`,
    )
  const path = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`
  const body = await clusterCredential(ports, source, path, request)
  const access = await aksAccess(body, name, parseYaml)
  return clusterOf(ports, source, access, { name, group })
}

function clusterOf(
  ports: CloudPorts,
  source: AzureSource,
  access: AksAccess,
  { name, group }: { readonly name: string; readonly group: string },
): CloudCluster {
  const common = { server: access.server, ...(access.ca === undefined ? {} : { ca: access.ca }), notes: [] }
  const where = `AKS cluster ${name} in ${group}`
  const { user } = access
  switch (user.kind) {
    case 'entra':
      return {
        ...common,
        token: () => source.token(`${user.serverId}/.default`),
        caller: async () => callerText(claimsOf((await source.token(`${user.serverId}/.default`)).token)['oid']),
        description: `${where} by ${source.name}`,
      }
    case 'local':
      for (const secret of [user.token, user.clientCertificate?.key]) if (secret !== undefined) ports.mask(secret)
      return {
        ...common,
        ...(user.clientCertificate === undefined ? {} : { clientCertificate: user.clientCertificate }),
        ...(user.token === undefined ? {} : { token: fixed(user.token) }),
        description: `${where} as its local account, by ${source.name}`,
        notes: [`${name} has local accounts: everybody who may list its credentials is its administrator`],
      }
    default:
      return never(user)
  }
}

/** RBAC of the cluster knows an application by the object id of its service principal. */
function callerText(objectId: unknown): string | undefined {
  if (typeof objectId !== 'string') return undefined
  return `signed in as the object id ${objectId}; it needs the role "Azure Kubernetes Service RBAC Writer", or a RoleBinding for that object id`
}

function fixed(token: string): () => Promise<Token> {
  return () => Promise.resolve({ token, expiresAt: Number.MAX_SAFE_INTEGER })
}

async function clusterCredential(
  ports: CloudPorts,
  source: AzureSource,
  path: string,
  request: AksRequest,
): Promise<string> {
  const operation = request.asAdmin === true ? 'listClusterAdminCredential' : 'listClusterUserCredential'
  const query = `api-version=${apiVersion}${request.usePublicFqdn === true ? '&server-fqdn=public' : ''}`
  const token = await source.token(`${source.cloud.armResource}/.default`)
  const response = await sendWithRetry(ports, () => ({
    method: 'POST',
    url: `${source.cloud.arm}${path}/${operation}?${query}`,
    headers: { Authorization: `Bearer ${token.token}`, Accept: 'application/json' },
  }))
  if (response.status === 200) return response.body
  throw refused(ports, response, path, token.token)
}

function refused(ports: CloudPorts, response: CloudResponse, path: string, token: string): Error {
  const code = jsonText(response.body, 'error', 'code') ?? jsonText(response.body, 'code') ?? `HTTP ${response.status}`
  const message = jsonText(response.body, 'error', 'message') ?? jsonText(response.body, 'message') ?? ''
  const hint = hintFor(code, message, response.status, String(claimsOf(token)['oid'] ?? 'of the identity'))
  return refusal(ports, response, {
    code: 'azure-aks',
    message: `Azure refused to give access to ${path}: ${code}${message === '' ? '' : `: ${message.slice(0, 400)}`}`,
    ...(hint === undefined ? {} : { hint }),
  })
}

function hintFor(code: string, message: string, status: number, objectId: string): string | undefined {
  if (/disable local accounts/i.test(message)) return 'Local accounts are off: sign in with Entra instead.'
  if (status === 401) return 'The token is for another tenant than the one of the subscription: check "tenant-id".'
  if (status === 403)
    return `Give the role "Azure Kubernetes Service Cluster User Role" on the cluster to the object id ${objectId}; to deploy it also needs "Azure Kubernetes Service RBAC Writer", or a RoleBinding for that object id.`
  if (code === 'SubscriptionNotFound') return 'Check "subscription", and that the identity has a role in it.'
  if (status === 404) return 'Check the subscription, the resource group and the name of the cluster.'
  return undefined
}
