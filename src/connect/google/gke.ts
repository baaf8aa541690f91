import { cloudError, jsonField, jsonText, refusal } from '../cloud-error.ts'
import type { CloudCluster, CloudPorts, Token } from '../cloud-ports.ts'
import { sendWithRetry } from '../cloud-retry.ts'
import { clusterScopes } from './credentials.ts'
import { findGoogleSource, type GoogleRequest } from './find-source.ts'

/** Which address of the control plane is used. */
export type GkeEndpoint = 'auto' | 'dns' | 'public' | 'private' | 'connect-gateway'

/** The inputs for a GKE cluster. */
export interface GkeRequest extends GoogleRequest {
  /** Name, or `projects/P/locations/L/clusters/C`. */
  readonly cluster: string
  readonly project?: string
  readonly location?: string
  readonly endpoint?: GkeEndpoint
  /** Base URL instead of the public API, for tests and private access. */
  readonly containerUrl?: string
}

/** Finds credentials, asks GKE for the cluster and gives a way to make tokens for it. */
export async function connectGke(ports: CloudPorts, request: GkeRequest): Promise<CloudCluster> {
  const full = /^projects\/([^/]+)\/(?:locations|zones|regions)\/([^/]+)\/clusters\/([^/]+)$/.exec(request.cluster)
  const source = await findGoogleSource(ports, request)
  const project = full?.[1] ?? request.project ?? source.projectId ?? projectFrom(ports.env)
  const location = full?.[2] ?? request.location
  const name = full?.[3] ?? request.cluster
  if (project === undefined)
    throw cloudError(
      'google-project',
      'the project of the GKE cluster is not known',
      'Give the input "project", or the full name projects/P/locations/L/clusters/C.',
    )
  if (location === undefined)
    throw cloudError(
      'google-location',
      'the location of the GKE cluster is not known',
      'Give the input "location": the region or zone of the cluster.',
    )
  const path = `projects/${project}/locations/${location}/clusters/${name}`
  const token = await source.token(clusterScopes)
  const body = await getCluster(
    ports,
    `${request.containerUrl ?? 'https://container.googleapis.com'}/v1/${path}`,
    token,
    path,
  )
  const chosen = chooseEndpoint(body, request.endpoint ?? 'auto', path)
  return {
    ...chosen,
    token: () => source.token(clusterScopes),
    description: `GKE cluster ${path} by ${source.name}`,
    notes: statusNotes(body, name),
  }
}

function projectFrom(env: CloudPorts['env']): string | undefined {
  return ['CLOUDSDK_CORE_PROJECT', 'GOOGLE_CLOUD_PROJECT', 'GCP_PROJECT', 'GCLOUD_PROJECT']
    .map((name) => env[name])
    .find((value) => value !== undefined && value !== '')
}

async function getCluster(ports: CloudPorts, url: string, token: Token, path: string): Promise<string> {
  const headers = { Authorization: `Bearer ${token.token}` }
  const response = await sendWithRetry(ports, () => ({ method: 'GET', url, headers }))
  if (response.status === 200) return response.body
  const message = jsonText(response.body, 'error', 'message') ?? `HTTP ${response.status}`
  const hint =
    response.status === 403
      ? 'Give the identity the role roles/container.clusterViewer (and roles/container.developer to deploy).'
      : response.status === 404
        ? 'Check project, location and name of the cluster.'
        : undefined
  throw refusal(ports, response, {
    code: 'google-gke',
    message: `Google refused to show ${path}: ${message}`,
    ...(hint === undefined ? {} : { hint }),
  })
}

function chooseEndpoint(
  body: string,
  wanted: GkeEndpoint,
  path: string,
): { readonly server: string; readonly ca?: string } {
  const dns = jsonText(body, 'controlPlaneEndpointsConfig', 'dnsEndpointConfig', 'endpoint')
  const allowsDns = jsonField(body, 'controlPlaneEndpointsConfig', 'dnsEndpointConfig', 'allowExternalTraffic') === true
  const hasIp = jsonField(body, 'controlPlaneEndpointsConfig', 'ipEndpointsConfig', 'enabled') !== false
  const isPrivate = jsonField(body, 'privateClusterConfig', 'enablePrivateEndpoint') === true
  const address = jsonText(body, 'endpoint')
  const privateAddress = jsonText(body, 'privateClusterConfig', 'privateEndpoint')
  const encoded = jsonText(body, 'masterAuth', 'clusterCaCertificate')
  const ca = encoded === undefined ? {} : { ca: Buffer.from(encoded, 'base64').toString('utf8') }
  const useDns = wanted === 'dns' || (wanted === 'auto' && dns !== undefined && allowsDns && (!hasIp || isPrivate))
  // The DNS endpoint shows a certificate of a public authority: the cluster's own CA would refuse it.
  if (useDns && dns !== undefined) return { server: `https://${dns}` }
  if (wanted === 'connect-gateway') {
    const number = jsonText(body, 'fleet', 'project')
    const membership = jsonText(body, 'fleet', 'membership')
      ?.replace(/^\/\/gkehub\.googleapis\.com\/projects\/[^/]+\//, '')
      .replace('memberships/', 'gkeMemberships/')
    if (number === undefined || membership === undefined)
      throw cloudError('google-fleet', `${path} is in no fleet, so the Connect gateway cannot reach it`)
    return { server: `https://connectgateway.googleapis.com/v1/projects/${number}/${membership}` }
  }
  const ip = wanted === 'private' ? privateAddress : address
  if (ip === undefined)
    throw cloudError(
      'google-endpoint',
      `${path} has no ${wanted === 'auto' ? '' : `${wanted} `}endpoint`,
      'Choose another endpoint: dns, public, private or connect-gateway.',
    )
  return { server: `https://${ip}`, ...ca }
}

function statusNotes(body: string, name: string): readonly string[] {
  const status = jsonText(body, 'status')
  return status === undefined || status === 'RUNNING' ? [] : [`the GKE cluster ${name} is ${status}`]
}
