import { cloudError, jsonText } from '../cloud-error.ts'
import type { CloudPorts } from '../cloud-ports.ts'
import type { AwsKeys } from './sigv4.ts'

/** Keys as metadata services and credential programs print them, masked. */
export function keysFromJson(ports: CloudPorts, body: string, tokenField: string, source: string): AwsKeys {
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
