import { jsonText } from '../cloud-error.ts'
import type { CloudPorts, CloudRequest } from '../cloud-ports.ts'
import { type AwsKeys, signedHeaders } from './sigv4.ts'

/** Who we are to AWS, and what makes a cluster know that identity; undefined when AWS does not say. */
export async function callerText(...asked: Parameters<typeof callerArn>): Promise<string | undefined> {
  const arn = await callerArn(...asked)
  if (arn === undefined) return undefined
  return `signed in as ${arn}; the cluster has to know ${principalOf(arn)} by an access entry, or in the ConfigMap kube-system/aws-auth`
}

/** The ARN that AWS knows these keys by; undefined when it does not say. */
export async function callerArn(
  ports: Pick<CloudPorts, 'send' | 'now'>,
  { stsHost, region }: { readonly stsHost: string; readonly region: string },
  keys: AwsKeys,
): Promise<string | undefined> {
  const request: CloudRequest = {
    method: 'POST',
    url: `https://${stsHost}/`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8', Accept: 'application/json' },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  }
  const added = signedHeaders(request, keys, { service: 'sts', region, date: new Date(ports.now()) })
  const answer = await ports.send({ ...request, headers: { ...request.headers, ...added }, timeoutMs: 5000 })
  return (
    jsonText(answer.body, 'GetCallerIdentityResponse', 'GetCallerIdentityResult', 'Arn') ??
    /<Arn>([^<]+)<\/Arn>/.exec(answer.body)?.[1]
  )
}

/** The role behind a session: access entries name the role, not its sessions. */
export function principalOf(arn: string): string {
  return arn.replace(/^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\/.*$/, 'arn:$1:iam::$2:role/$3')
}
