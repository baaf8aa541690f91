import { cloudError } from '../cloud-error.ts'
import type { CloudPorts } from '../cloud-ports.ts'
import type { AwsRequest, KeySource } from './key-source.ts'
import { keysFromJson } from './keys-json.ts'
import { type Profiles, parseProfiles } from './profiles.ts'
import { chained } from './role-keys.ts'

/** Keys of a shared profile, undefined when there is none. */
export async function profileSource(ports: CloudPorts, request: AwsRequest): Promise<KeySource | undefined> {
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
    return chained(ports, request, [role], base)
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
