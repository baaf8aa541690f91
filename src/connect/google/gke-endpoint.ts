import { cloudError, jsonField, jsonText } from '../cloud-error.ts'

/** Which address of the control plane is used. */
export type GkeEndpoint = 'auto' | 'dns' | 'public' | 'private' | 'connect-gateway'

/** Where the control plane answers; without a CA its certificate is one of a public authority. */
export interface GkeAddress {
  readonly server: string
  readonly ca?: string
}

/** The address that is wanted, of those that GKE describes; a fleet's gateway is none of them. */
export function chooseEndpoint(
  body: string,
  wanted: Exclude<GkeEndpoint, 'connect-gateway'>,
  path: string,
): GkeAddress {
  const dns = jsonText(body, 'controlPlaneEndpointsConfig', 'dnsEndpointConfig', 'endpoint')
  const allowsDns = jsonField(body, 'controlPlaneEndpointsConfig', 'dnsEndpointConfig', 'allowExternalTraffic') === true
  const hasIp = jsonField(body, 'controlPlaneEndpointsConfig', 'ipEndpointsConfig', 'enabled') !== false
  const isPrivate = jsonField(body, 'privateClusterConfig', 'enablePrivateEndpoint') === true
  const useDns = wanted === 'dns' || (wanted === 'auto' && dns !== undefined && allowsDns && (!hasIp || isPrivate))
  // The DNS endpoint shows a certificate of a public authority: the cluster's own CA would refuse it.
  if (useDns && dns !== undefined) return { server: `https://${dns}` }
  const address =
    wanted === 'private' ? jsonText(body, 'privateClusterConfig', 'privateEndpoint') : jsonText(body, 'endpoint')
  if (address === undefined || wanted === 'dns')
    throw cloudError(
      'google-endpoint',
      `${path} has no ${wanted === 'auto' ? '' : `${wanted} `}endpoint`,
      'Choose another endpoint: dns, public, private or connect-gateway.',
    )
  const encoded = jsonText(body, 'masterAuth', 'clusterCaCertificate')
  return {
    server: `https://${address}`,
    ...(encoded === undefined ? {} : { ca: Buffer.from(encoded, 'base64').toString('utf8') }),
  }
}

/** What is worth knowing of the chosen address. */
export function endpointNotes(body: string, wanted: GkeEndpoint, name: string): readonly string[] {
  const status = jsonText(body, 'status')
  const isPrivate = jsonField(body, 'privateClusterConfig', 'enablePrivateEndpoint') === true
  const hasDns = jsonField(body, 'controlPlaneEndpointsConfig', 'dnsEndpointConfig', 'allowExternalTraffic') === true
  const isInside = wanted === 'private' || (isPrivate && !hasDns && wanted !== 'connect-gateway')
  return [
    ...(status === undefined || status === 'RUNNING' ? [] : [`the GKE cluster ${name} is ${status}`]),
    ...(isInside ? [`the endpoint of ${name} is private: this runner must be inside its network`] : []),
    ...(wanted === 'connect-gateway'
      ? [`${name} is reached through the Connect gateway, which carries 10 streams at a time for the whole fleet`]
      : []),
  ]
}
