import type { Token } from '../cloud-ports.ts'
import { type AwsKeys, presignedUrl } from './sigv4.ts'

/** A signed request lives 15 minutes on the server whatever it says of itself; a fresh one is made well before. */
const lifeMs = 10 * 60_000

/** The bearer token for an EKS cluster: a signed question "who am I" that the cluster asks STS in our name. */
export function eksToken(
  cluster: { readonly id: string; readonly stsHost: string; readonly signingRegion: string },
  keys: AwsKeys,
  now: number,
): Token {
  const url = presignedUrl(
    {
      host: cluster.stsHost,
      query: [
        ['Action', 'GetCallerIdentity'],
        ['Version', '2011-06-15'],
      ],
      headers: { 'x-k8s-aws-id': cluster.id },
      expiresSeconds: 60,
    },
    keys,
    { service: 'sts', region: cluster.signingRegion, date: new Date(now) },
  )
  return {
    token: `k8s-aws-v1.${Buffer.from(url).toString('base64url')}`,
    expiresAt: Math.min(now + lifeMs, keys.expiresAt ?? Number.MAX_SAFE_INTEGER),
  }
}
