/** Where one of the clouds of Azure signs in and is managed. */
export interface AzureCloud {
  /** Base URL of the sign-in service. */
  readonly login: string
  /** Base URL of the resource manager; its scope is `RESOURCE/.default`. */
  readonly arm: string
  /** The resource that tokens for the resource manager are for. */
  readonly armResource: string
  /** Audience of identity tokens that are exchanged there. */
  readonly audience: string
}

/** The application behind every API server of AKS with Entra sign-in, in all clouds. */
export const aksServerApp = '6dae42f8-4368-4678-94ff-3960e28e3630'

const publicCloud: AzureCloud = cloud('login.microsoftonline.com', 'management.azure.com', '')
const usGovernment: AzureCloud = cloud('login.microsoftonline.us', 'management.usgovcloudapi.net', 'USGov')
const china: AzureCloud = cloud('login.chinacloudapi.cn', 'management.chinacloudapi.cn', 'China')

/** The cloud that names, hosts or URLs of the environment mean; the public one when nothing is said. */
export function azureCloud(env: Readonly<Record<string, string | undefined>>, armUrl?: string): AzureCloud {
  const authority = env['AZURE_AUTHORITY_HOST'] ?? env['ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST']
  const name = (env['AZURE_ENVIRONMENT'] ?? env['ARM_ENVIRONMENT'] ?? '').toLowerCase()
  const known = knownCloud(`${name} ${authority ?? ''} ${armUrl ?? ''}`.toLowerCase())
  return {
    ...known,
    ...(authority === undefined || authority === '' ? {} : { login: withScheme(authority) }),
    ...(armUrl === undefined || armUrl === '' ? {} : { arm: withScheme(armUrl) }),
  }
}

function knownCloud(text: string): AzureCloud {
  if (/usgov|\.us\b|usgovernment/.test(text)) return usGovernment
  if (/china|\.cn\b/.test(text)) return china
  return publicCloud
}

function cloud(login: string, arm: string, suffix: string): AzureCloud {
  return {
    login: `https://${login}`,
    arm: `https://${arm}`,
    armResource: `https://${arm}`,
    audience: `api://AzureADTokenExchange${suffix}`,
  }
}

function withScheme(host: string): string {
  return (/^https?:\/\//.test(host) ? host : `https://${host}`).replace(/\/+$/, '')
}
