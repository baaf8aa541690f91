import { cloudError, jsonText, refusal } from '../cloud-error.ts'
import type { CloudCluster, CloudPorts, Token } from '../cloud-ports.ts'
import { sendWithRetry } from '../cloud-retry.ts'
import { clusterScopes } from './credentials.ts'
import { findGoogleSource, type GoogleRequest } from './find-source.ts'
import { chooseEndpoint, endpointNotes, type GkeEndpoint } from './gke-endpoint.ts'

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
  const wanted = request.endpoint ?? 'auto'
  const address =
    wanted === 'connect-gateway'
      ? await (await import('./connect-gateway.ts')).connectGateway(ports, { path, project, body, token: token.token })
      : chooseEndpoint(body, wanted, path)
  return {
    ...address,
    token: () => source.token(clusterScopes),
    description: `GKE cluster ${path} by ${source.name}`,
    notes: endpointNotes(body, wanted, name),
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
