import { jsonField, jsonText, refusal } from '../cloud-error.ts'
import type { CloudPorts, CloudResponse, Token } from '../cloud-ports.ts'
import { isServerTrouble, sendWithRetry } from '../cloud-retry.ts'
import { claimsLine } from '../jwt-claims.ts'

/** An application at its tenant's sign-in service. */
export interface EntraApp {
  /** Base URL of the sign-in service. */
  readonly login: string
  readonly tenant: string
  readonly clientId: string
}

/** What proves that we are the application; made anew for every try. */
export type Proof =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'assertion'; make(endpoint: string): Promise<string> }

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The token endpoint of a tenant. */
export function tokenEndpoint(app: EntraApp): string {
  return `${app.login}/${app.tenant}/oauth2/v2.0/token`
}

/** A token for one scope, by the client credentials grant. */
export async function entraToken(ports: CloudPorts, app: EntraApp, proof: Proof, scope: string): Promise<Token> {
  const url = tokenEndpoint(app)
  let sent = ''
  const response = await sendWithRetry(
    ports,
    async () => {
      if (proof.kind === 'assertion') sent = await proof.make(url)
      const secret = proof.kind === 'secret' ? proof.secret : sent
      ports.mask(secret)
      const fields = { client_id: app.clientId, grant_type: 'client_credentials', scope }
      const own =
        proof.kind === 'secret'
          ? { client_secret: secret }
          : { client_assertion: secret, client_assertion_type: assertionType }
      return {
        method: 'POST',
        url,
        headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...fields, ...own }).toString(),
      }
    },
    isPassing,
  )
  if (response.status !== 200) throw refused(ports, response, app, sent)
  return entraAnswer(ports, response)
}

/** The token of an answer of the sign-in service or of a managed identity, masked before anything else sees it. */
export function entraAnswer(ports: CloudPorts, response: CloudResponse): Token {
  const token = jsonText(response.body, 'access_token')
  if (token === undefined)
    throw refusal(ports, response, { code: 'azure-answer', message: 'Azure answered without a token' })
  ports.mask(token)
  const seconds = Number(jsonField(response.body, 'expires_in'))
  return { token, expiresAt: ports.now() + (Number.isFinite(seconds) && seconds > 0 ? seconds : 3600) * 1000 }
}

/** Entra's own word for "try again". */
function isPassing(response: CloudResponse): boolean {
  return isServerTrouble(response) || ['AADSTS90033', 'AADSTS90013'].includes(codeOf(response.body) ?? '')
}

function codeOf(body: string): string | undefined {
  return /AADSTS\d+/.exec(jsonText(body, 'error_description') ?? '')?.[0]
}

function refused(ports: CloudPorts, response: CloudResponse, app: EntraApp, assertion: string): Error {
  const code = codeOf(response.body)
  // The lines below the first hold trace ids and times.
  const said = jsonText(response.body, 'error_description')?.split(/\r?\n| Trace ID:/)[0] ?? `HTTP ${response.status}`
  const isTrust = code !== undefined && trustCodes.includes(code)
  const claims = isTrust && assertion !== '' ? ` (we sent ${claimsLine(assertion)})` : ''
  const hint = hints[code ?? '']?.replaceAll('CLIENT', app.clientId).replaceAll('TENANT', app.tenant)
  return refusal(ports, response, {
    code: code === 'AADSTS700212' ? 'oidc-audience' : isTrust ? 'oidc-trust' : 'azure-entra',
    message: `Entra refused to sign in ${app.clientId}: ${said.slice(0, 400)}${claims}`,
    ...(hint === undefined ? {} : { hint }),
  })
}

const trustCodes: readonly string[] = ['AADSTS70021', 'AADSTS700211', 'AADSTS700212', 'AADSTS700213', 'AADSTS700024']
const credential =
  'Add a federated credential to the application CLIENT with exactly this issuer, subject and audience; "bodywork check" prints it.'

const hints: Readonly<Record<string, string>> = {
  AADSTS70021: credential,
  AADSTS700211: `The issuer is not known. ${credential}`,
  AADSTS700212: `The audience is not the one of the federated credential; it should be api://AzureADTokenExchange. ${credential}`,
  AADSTS700213: `The subject is not known; repositories made or renamed since July 2026 send ids in it (repo:OWNER@ID/REPO@ID:...). ${credential}`,
  AADSTS700024: 'The identity token was too old or too young: the clock of this machine may be wrong.',
  AADSTS700027:
    'The certificate is not the one that is stored at the application CLIENT, or its key does not belong to it.',
  AADSTS7000215: 'The client secret is wrong. Use the value of the secret, not its id.',
  AADSTS7000222: 'The client secret has lapsed. Make a new one, or use a federated credential, which never lapses.',
  AADSTS700016: 'There is no application CLIENT in the tenant TENANT: check "client-id" and "tenant-id".',
  AADSTS90002:
    'There is no tenant TENANT in this cloud: check "tenant-id", and AZURE_AUTHORITY_HOST for sovereign clouds.',
  AADSTS53003:
    'A conditional access policy forbids this sign-in: exempt the application, or run inside the allowed network.',
  AADSTS500011: 'The tenant does not know the AKS server application; sign in to an AKS cluster of this tenant once.',
  AADSTS70025: 'The application CLIENT has no federated credential. "bodywork check" prints the one to add.',
}
