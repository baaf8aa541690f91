import { cloudError } from '../cloud-error.ts'
import type { CloudPorts } from '../cloud-ports.ts'
import { tokenInFile } from '../token-file.ts'
import type { AwsRequest, KeySource } from './key-source.ts'
import { chained, roleOf, rolesOf } from './role-keys.ts'
import { assumeRoleWithWebIdentity } from './sts.ts'

/** The first source that applies, and the names of all that were tried when none does. */
export async function findKeySource(ports: CloudPorts, request: AwsRequest): Promise<KeySource> {
  const tried: string[] = []
  const base = await firstSource(ports, request, tried)
  if (base !== undefined) return base
  throw cloudError(
    'aws-no-credentials',
    `no AWS credentials were found; tried: ${tried.join(', ')}`,
    'In GitHub Actions add "permissions: id-token: write" to the job and give the input "role-to-assume"; elsewhere set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  )
}

async function firstSource(ports: CloudPorts, request: AwsRequest, tried: string[]): Promise<KeySource | undefined> {
  tried.push('identity token of the CI system with role-to-assume')
  const identityToken = ports.identityToken
  const [first, ...others] = rolesOf(request)
  if (first === undefined) return withoutRole(ports, request, tried)
  if (identityToken !== undefined) {
    if (others.length === 0) noTags(request)
    const base = webIdentity(ports, request, first, `OIDC as ${first}`, () => identityToken(request.audience))
    return chained(ports, request, others, base)
  }
  const { sessionTags: _, ...untagged } = request
  const plain = await withoutRole(ports, untagged, tried)
  return plain === undefined ? undefined : chained(ports, request, [first, ...others], plain)
}

/** STS takes tags with AssumeRole; with an identity token they would have to be claims of it. */
function noTags({ sessionTags }: AwsRequest): void {
  if (sessionTags === undefined) return
  throw cloudError(
    'aws-session-tags',
    'a role that is assumed with an identity token takes no session tags',
    'Name a second role in "role-to-assume" (A, B): the session of the last one gets the tags.',
  )
}

async function withoutRole(ports: CloudPorts, request: AwsRequest, tried: string[]): Promise<KeySource | undefined> {
  const { env } = ports
  tried.push('AWS_ACCESS_KEY_ID')
  const fromEnv = environmentKeys(ports)
  if (fromEnv !== undefined) return fromEnv
  tried.push('AWS_WEB_IDENTITY_TOKEN_FILE')
  const file = env['AWS_WEB_IDENTITY_TOKEN_FILE']
  const role = env['AWS_ROLE_ARN']
  if (file !== undefined && role !== undefined)
    return webIdentity(ports, request, role, `web identity file as ${role}`, () =>
      tokenInFile(ports, file, 'aws-token-file'),
    )
  tried.push('container credentials')
  const container = containerUrl(env)
  if (container !== undefined) return (await import('./machine-keys.ts')).containerSource(ports, container)
  tried.push('shared profiles')
  const profile = await (await import('./profile-keys.ts')).profileSource(ports, request)
  if (profile !== undefined) return profile
  tried.push('instance metadata')
  return (await import('./machine-keys.ts')).instanceSource(ports)
}

function environmentKeys(ports: CloudPorts): KeySource | undefined {
  const id = ports.env['AWS_ACCESS_KEY_ID']
  const secret = ports.env['AWS_SECRET_ACCESS_KEY']
  const session = ports.env['AWS_SESSION_TOKEN']
  if (id === undefined || secret === undefined || id === '' || secret === '') return undefined
  for (const value of [secret, session]) if (value !== undefined && value !== '') ports.mask(value)
  const keys = {
    accessKeyId: id,
    secretAccessKey: secret,
    ...(session === undefined || session === '' ? {} : { sessionToken: session }),
  }
  return { name: 'AWS_ACCESS_KEY_ID', keys: () => Promise.resolve(keys) }
}

function webIdentity(
  ports: CloudPorts,
  request: AwsRequest,
  roleArn: string,
  name: string,
  token: () => Promise<string>,
): KeySource {
  return { name, keys: () => assumeRoleWithWebIdentity(ports, request.stsHost, roleOf(ports, request, roleArn), token) }
}

function containerUrl(env: CloudPorts['env']): string | undefined {
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
  return relative === undefined ? env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] : `http://169.254.170.2${relative}`
}
