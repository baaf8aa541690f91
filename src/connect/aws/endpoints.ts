interface Partition {
  readonly name: string
  readonly regions: RegExp
  readonly suffix: string
  readonly dualStack?: string
}

const partitions: readonly Partition[] = [
  { name: 'aws-cn', regions: /^cn-/, suffix: 'amazonaws.com.cn', dualStack: 'api.amazonwebservices.com.cn' },
  { name: 'aws-us-gov', regions: /^us-gov-/, suffix: 'amazonaws.com', dualStack: 'api.aws' },
  { name: 'aws-iso', regions: /^us-iso-/, suffix: 'c2s.ic.gov' },
  { name: 'aws-iso-b', regions: /^us-isob-/, suffix: 'sc2s.sgov.gov' },
  { name: 'aws-iso-e', regions: /^eu-isoe-/, suffix: 'cloud.adc-e.uk' },
  { name: 'aws-iso-f', regions: /^us-isof-/, suffix: 'csp.hci.ic.gov' },
  { name: 'aws-eusc', regions: /^eusc-/, suffix: 'amazonaws.eu', dualStack: 'api.amazonwebservices.eu' },
  { name: 'aws', regions: /^[a-z]{2}-/, suffix: 'amazonaws.com', dualStack: 'api.aws' },
]

/** Which host names are meant. */
export type EndpointKind = 'default' | 'dualstack' | 'fips'

/** The host of a regional service; `dualstack` falls back where a partition has none. */
export function serviceHost(service: 'sts' | 'eks', region: string, kind: EndpointKind = 'default'): string {
  const partition = partitionOf(region)
  if (kind === 'dualstack' && partition.dualStack !== undefined) return `${service}.${region}.${partition.dualStack}`
  if (kind === 'fips') return fipsHost(service, region, partition)
  return `${service}.${region}.${partition.suffix}`
}

/** The audience that STS expects in identity tokens of that region's partition. */
export function stsAudience(region: string): string {
  return `sts.${partitionOf(region).suffix === 'amazonaws.com.cn' ? 'amazonaws.com.cn' : partitionOf(region).name === 'aws-eusc' ? 'amazonaws.eu' : 'amazonaws.com'}`
}

/** The name of the partition a region belongs to. */
export function partitionName(region: string): string {
  return partitionOf(region).name
}

function fipsHost(service: 'sts' | 'eks', region: string, partition: Partition): string {
  if (partition.name === 'aws-us-gov') return `${service}.${region}.${partition.suffix}`
  if (service === 'eks' && partition.name === 'aws') return `fips.eks.${region}.${partition.suffix}`
  return `${service}-fips.${region}.${partition.suffix}`
}

function partitionOf(region: string): Partition {
  const found = partitions.find((partition) => partition.regions.test(region))
  return found ?? { name: 'aws', regions: /./, suffix: 'amazonaws.com', dualStack: 'api.aws' }
}
