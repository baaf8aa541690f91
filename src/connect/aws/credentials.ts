import { cloudError, jsonText } from '../cloud-error.ts'
import type { CloudPorts } from '../cloud-ports.ts'
import { type Profiles, parseProfiles } from './profiles.ts'
import type { AwsKeys } from './sigv4.ts'
import { assumeRole, assumeRoleWithWebIdentity, sessionNameFrom } from './sts.ts'

/** What the inputs say of credentials. */
export interface AwsRequest {
  readonly region: string
  readonly stsHost: string
  readonly audience: string
  readonly roleToAssume?: string
  readonly sessionName?: string
  readonly durationSeconds?: number
  readonly profile?: string
}

/** A source of keys: says what it is, and gives fresh keys each time it is asked. */
export interface KeySource {
  readonly name: string
  keys(): Promise<AwsKeys>
}

const localTimeoutMs = 1500

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
  if (request.roleToAssume !== undefined && identityToken !== undefined)
    return webIdentity(ports, request, request.roleToAssume, `OIDC as ${request.roleToAssume}`, () =>
      identityToken(request.audience),
    )
  const plain = await withoutRole(ports, request, tried)
  if (plain === undefined || request.roleToAssume === undefined) return plain
  return chained(ports, request, request.roleToAssume, plain)
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
    return webIdentity(ports, request, role, `web identity file as ${role}`, () => required(ports, file))
  tried.push('container credentials')
  const container = containerUrl(env)
  if (container !== undefined) return { name: 'container credentials', keys: () => containerKeys(ports, container) }
  tried.push('shared profiles')
  const profile = await profileSource(ports, request)
  if (profile !== undefined) return profile
  tried.push('instance metadata')
  return instanceSource(ports)
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

function chained(ports: CloudPorts, request: AwsRequest, roleArn: string, base: KeySource): KeySource {
  return {
    name: `${base.name}, then ${roleArn}`,
    keys: async () =>
      assumeRole(ports, request.stsHost, request.region, roleOf(ports, request, roleArn), await base.keys()),
  }
}

function roleOf(ports: CloudPorts, request: AwsRequest, roleArn: string) {
  return {
    roleArn,
    sessionName: request.sessionName ?? ports.env['AWS_ROLE_SESSION_NAME'] ?? sessionNameFrom(ports.env),
    ...(request.durationSeconds === undefined ? {} : { durationSeconds: request.durationSeconds }),
  }
}

function containerUrl(env: CloudPorts['env']): string | undefined {
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
  return relative === undefined ? env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] : `http://169.254.170.2${relative}`
}

async function containerKeys(ports: CloudPorts, url: string): Promise<AwsKeys> {
  const file = ports.env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE']
  const token =
    file === undefined ? ports.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] : (await required(ports, file)).trim()
  if (token !== undefined) ports.mask(token)
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: token }
  const answer = await ports.send({ method: 'GET', url, headers, timeoutMs: localTimeoutMs })
  return keysFromJson(ports, answer.body, 'Token', 'container credentials')
}

async function instanceSource(ports: CloudPorts): Promise<KeySource | undefined> {
  if (ports.env['AWS_EC2_METADATA_DISABLED'] === 'true') return undefined
  const base = ports.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] ?? 'http://169.254.169.254'
  const session = async (): Promise<string> => {
    const ttl = { 'X-aws-ec2-metadata-token-ttl-seconds': '21600' }
    const answer = await ports.send({
      method: 'PUT',
      url: `${base}/latest/api/token`,
      headers: ttl,
      timeoutMs: localTimeoutMs,
    })
    if (answer.status !== 200) throw cloudError('aws-metadata', `instance metadata answered ${answer.status}`)
    ports.mask(answer.body)
    return answer.body
  }
  try {
    await session()
  } catch {
    return undefined
  }
  const path = `${base}/latest/meta-data/iam/security-credentials/`
  return {
    name: 'instance metadata',
    keys: async () => {
      const headers = { 'X-aws-ec2-metadata-token': await session() }
      const role = await ports.send({ method: 'GET', url: path, headers, timeoutMs: localTimeoutMs })
      const answer = await ports.send({
        method: 'GET',
        url: `${path}${role.body.trim()}`,
        headers,
        timeoutMs: localTimeoutMs,
      })
      return keysFromJson(ports, answer.body, 'Token', 'instance metadata')
    },
  }
}

async function profileSource(ports: CloudPorts, request: AwsRequest): Promise<KeySource | undefined> {
  const home = ports.env['HOME'] ?? ports.env['USERPROFILE'] ?? ''
  const texts = await Promise.all([
    ports.readFile(ports.env['AWS_CONFIG_FILE'] ?? `${home}/.aws/config`),
    ports.readFile(ports.env['AWS_SHARED_CREDENTIALS_FILE'] ?? `${home}/.aws/credentials`),
  ])
  const profiles = parseProfiles(texts[0] ?? '', texts[1] ?? '')
  const name = request.profile ?? ports.env['AWS_PROFILE'] ?? 'default'
  return fromProfile(ports, request, profiles, name, [])
}

function fromProfile(
  ports: CloudPorts,
  request: AwsRequest,
  profiles: Profiles,
  name: string,
  seen: readonly string[],
): KeySource | undefined {
  const profile = profiles[name]
  if (profile === undefined) return undefined
  if (seen.includes(name))
    throw cloudError('aws-profile', `the AWS profiles ${[...seen, name].join(' -> ')} point at each other`)
  const { aws_access_key_id: id, aws_secret_access_key: secret, aws_session_token: session } = profile
  const role = profile['role_arn']
  const source = profile['source_profile']
  if (role !== undefined && source !== undefined) {
    const base = fromProfile(ports, request, profiles, source, source === name ? [] : [...seen, name])
    if (base === undefined)
      throw cloudError(
        'aws-profile',
        `the AWS profile "${name}" names the source profile "${source}", which has no credentials`,
      )
    return chained(ports, request, role, base)
  }
  if (id !== undefined && secret !== undefined) {
    for (const value of [secret, session]) if (value !== undefined) ports.mask(value)
    const keys = {
      accessKeyId: id,
      secretAccessKey: secret,
      ...(session === undefined ? {} : { sessionToken: session }),
    }
    return { name: `profile ${name}`, keys: () => Promise.resolve(keys) }
  }
  const program = profile['credential_process']
  if (program === undefined) return undefined
  return {
    name: `credential_process of profile ${name}`,
    keys: async () => {
      const [command = '', ...args] = splitWords(program)
      return keysFromJson(
        ports,
        await ports.run(command, args, {}),
        'SessionToken',
        `credential_process of profile ${name}`,
      )
    },
  }
}

function splitWords(text: string): readonly string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    (match) => match[1]?.replace(/\\(.)/g, '$1') ?? match[2] ?? match[3] ?? '',
  )
}

function keysFromJson(ports: CloudPorts, body: string, tokenField: string, source: string): AwsKeys {
  const [accessKeyId, secretAccessKey, sessionToken] = [
    jsonText(body, 'AccessKeyId'),
    jsonText(body, 'SecretAccessKey'),
    jsonText(body, tokenField),
  ]
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw cloudError('aws-credentials', `${source} gave no keys`)
  for (const secret of [secretAccessKey, sessionToken]) if (secret !== undefined) ports.mask(secret)
  const expiresAt = Date.parse(jsonText(body, 'Expiration') ?? '')
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(Number.isNaN(expiresAt) ? {} : { expiresAt }),
  }
}

async function required(ports: CloudPorts, path: string): Promise<string> {
  const text = await ports.readFile(path)
  if (text === undefined) throw cloudError('aws-token-file', `the token file ${path} cannot be read`)
  return text.trim()
}
