import { refusal } from '../cloud-error.ts'
import type { CloudPorts, CloudRequest, Token } from '../cloud-ports.ts'
import { sendWithRetry } from '../cloud-retry.ts'
import { entraAnswer } from './entra.ts'

const localTimeoutMs = 1500

/** Tokens of the identity that the machine has, undefined where it has none. */
export async function managedIdentity(
  ports: CloudPorts,
  clientId: string | undefined,
): Promise<((scope: string) => Promise<Token>) | undefined> {
  const request = requester(ports, clientId)
  if (ports.env['IDENTITY_ENDPOINT'] === undefined && !(await answers(ports))) return undefined
  return async (scope) => {
    const response = await sendWithRetry(ports, () => request(scope.replace(/\/\.default$/, '')))
    if (response.status === 200) return entraAnswer(ports, response)
    throw refusal(ports, response, {
      code: 'azure-managed-identity',
      message: `the managed identity of this machine gave no token: HTTP ${response.status}`,
      hint: 'Assign an identity to the machine; with several, give the input "client-id".',
    })
  }
}

function requester(ports: CloudPorts, clientId: string | undefined): (resource: string) => CloudRequest {
  const endpoint = ports.env['IDENTITY_ENDPOINT']
  const secret = ports.env['IDENTITY_HEADER'] ?? ''
  if (endpoint !== undefined && secret !== '') ports.mask(secret)
  return (resource) => {
    const query = `resource=${encodeURIComponent(resource)}${clientId === undefined ? '' : `&client_id=${encodeURIComponent(clientId)}`}`
    if (endpoint === undefined)
      return {
        method: 'GET',
        url: `${metadataUrl(ports)}/metadata/identity/oauth2/token?api-version=2018-02-01&${query}`,
        headers: { Metadata: 'true' },
      }
    return {
      method: 'GET',
      url: `${endpoint}?api-version=2019-08-01&${query}`,
      headers: { Metadata: 'true', 'X-IDENTITY-HEADER': secret },
    }
  }
}

/** Only a machine inside Azure answers at that address; any answer will do. */
async function answers(ports: CloudPorts): Promise<boolean> {
  const url = `${metadataUrl(ports)}/metadata/identity/oauth2/token?api-version=2018-02-01`
  return ports.send({ method: 'GET', url, headers: { Metadata: 'true' }, timeoutMs: localTimeoutMs }).then(
    ({ status, body }) => status === 400 && body.includes('error'),
    () => false,
  )
}

function metadataUrl(ports: CloudPorts): string {
  return ports.env['AZURE_POD_IDENTITY_AUTHORITY_HOST'] ?? 'http://169.254.169.254'
}
