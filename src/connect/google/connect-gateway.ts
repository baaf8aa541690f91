import { cloudError, jsonField, jsonText, refusal } from '../cloud-error.ts'
import type { CloudPorts } from '../cloud-ports.ts'
import { sendWithRetry } from '../cloud-retry.ts'
import type { GkeAddress } from './gke-endpoint.ts'

/** The cluster whose fleet is meant. */
export interface GatewayCluster {
  /** `projects/P/locations/L/clusters/C`. */
  readonly path: string
  readonly project: string
  /** What GKE says of the cluster. */
  readonly body: string
  readonly token: string
}

/** The address of the Connect gateway for a cluster: by what GKE says of its fleet, else as the fleet lists it. */
export async function connectGateway(ports: CloudPorts, cluster: GatewayCluster): Promise<GkeAddress> {
  const membership =
    membershipIn(jsonText(cluster.body, 'fleet', 'membership') ?? '') ?? (await lookedUp(ports, cluster))
  const { project, location, name } = membership
  const number = isNumber(project)
    ? project
    : (numberIn(jsonText(cluster.body, 'fleet', 'project')) ?? (await projectNumber(ports, project, cluster.token)))
  return {
    server: `https://connectgateway.googleapis.com/v1/projects/${number}/locations/${location}/gkeMemberships/${name}`,
  }
}

interface Membership {
  readonly project: string
  readonly location: string
  readonly name: string
}

function membershipIn(text: string): Membership | undefined {
  const match = /projects\/([^/]+)\/locations\/([^/]+)\/memberships\/([^/]+)$/.exec(text)
  const [, project, location, name] = match ?? []
  return project === undefined || location === undefined || name === undefined ? undefined : { project, location, name }
}

async function lookedUp(ports: CloudPorts, { path, project, token }: GatewayCluster): Promise<Membership> {
  const link = `//container.googleapis.com/${path}`
  const filter = encodeURIComponent(`endpoint.gkeCluster.resourceLink="${link}"`)
  const url = `https://gkehub.googleapis.com/v1/projects/${project}/locations/-/memberships?filter=${filter}`
  const body = await answered(ports, url, token, {
    what: 'the memberships of the fleet',
    hint: 'Give the identity the role roles/gkehub.viewer, and roles/gkehub.gatewayEditor to deploy through the gateway.',
  })
  const listed = jsonField(body, 'resources')
  const found = (Array.isArray(listed) ? listed : []).find(
    (one: unknown) => jsonText(JSON.stringify(one), 'endpoint', 'gkeCluster', 'resourceLink') === link,
  )
  const membership = membershipIn(jsonText(JSON.stringify(found ?? null), 'name') ?? '')
  if (membership !== undefined) return membership
  throw cloudError(
    'google-fleet',
    `${path} is in no fleet, so the Connect gateway cannot reach it`,
    'Register it: gcloud container clusters update CLUSTER --enable-fleet; or choose another endpoint.',
  )
}

/** The gateway knows projects by number only. */
async function projectNumber(ports: CloudPorts, project: string, token: string): Promise<string> {
  const url = `https://cloudresourcemanager.googleapis.com/v3/projects/${project}`
  const body = await answered(ports, url, token, {
    what: `the number of the project ${project}`,
    hint: 'Give the identity the permission resourcemanager.projects.get (roles/browser).',
  })
  const number = numberIn(jsonText(body, 'name')?.replace('projects/', ''))
  if (number !== undefined) return number
  throw cloudError('google-project', `Google does not tell the number of the project ${project}`)
}

async function answered(
  ports: CloudPorts,
  url: string,
  token: string,
  { what, hint }: { readonly what: string; readonly hint: string },
): Promise<string> {
  const headers = { Authorization: `Bearer ${token}` }
  const response = await sendWithRetry(ports, () => ({ method: 'GET', url, headers }))
  if (response.status === 200) return response.body
  const message = jsonText(response.body, 'error', 'message') ?? `HTTP ${response.status}`
  const told = { code: 'google-fleet', message: `Google refused to show ${what}: ${message}` }
  throw refusal(ports, response, response.status === 403 ? { ...told, hint } : told)
}

function numberIn(text: string | undefined): string | undefined {
  return text !== undefined && isNumber(text) ? text : undefined
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text)
}
