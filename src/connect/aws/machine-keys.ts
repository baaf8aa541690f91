import { cloudError } from '../cloud-error.ts'
import type { CloudPorts } from '../cloud-ports.ts'
import { tokenInFile } from '../token-file.ts'
import type { KeySource } from './key-source.ts'
import { keysFromJson } from './keys-json.ts'
import type { AwsKeys } from './sigv4.ts'

const localTimeoutMs = 1500

/** Keys of a container's role, as ECS and Pod Identity of EKS give them. */
export function containerSource(ports: CloudPorts, url: string): KeySource {
  return { name: 'container credentials', keys: () => containerKeys(ports, url) }
}

async function containerKeys(ports: CloudPorts, url: string): Promise<AwsKeys> {
  const file = ports.env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE']
  const token =
    file === undefined
      ? ports.env['AWS_CONTAINER_AUTHORIZATION_TOKEN']
      : await tokenInFile(ports, file, 'aws-token-file')
  if (token !== undefined) ports.mask(token)
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: token }
  const answer = await ports.send({ method: 'GET', url, headers, timeoutMs: localTimeoutMs })
  return keysFromJson(ports, answer.body, 'Token', 'container credentials')
}

/** Keys of the machine's role, undefined outside of EC2. */
export async function instanceSource(ports: CloudPorts): Promise<KeySource | undefined> {
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
