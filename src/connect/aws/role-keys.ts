import type { CloudPorts } from '../cloud-ports.ts'
import type { AwsRequest, KeySource } from './credentials.ts'
import { assumeRole, sessionNameFrom } from './sts.ts'

/** Keys of a role, for the keys of another source. */
export function chained(ports: CloudPorts, request: AwsRequest, roleArn: string, base: KeySource): KeySource {
  return {
    name: `${base.name}, then ${roleArn}`,
    keys: async () =>
      assumeRole(ports, request.stsHost, request.region, roleOf(ports, request, roleArn), await base.keys()),
  }
}

/** The role to assume, with a name for the session. */
export function roleOf(ports: CloudPorts, request: AwsRequest, roleArn: string) {
  return {
    roleArn,
    sessionName: request.sessionName ?? ports.env['AWS_ROLE_SESSION_NAME'] ?? sessionNameFrom(ports.env),
    ...(request.durationSeconds === undefined ? {} : { durationSeconds: request.durationSeconds }),
  }
}
