import { cloudError } from '../cloud-error.ts'
import type { CloudPorts } from '../cloud-ports.ts'
import type { AwsRequest, KeySource } from './key-source.ts'
import { assumeRole, isSessionName, sessionNameFrom } from './sts.ts'

/** Keys of the last of some roles, each assumed with the keys of the one before, the first with those of the source. */
export function chained(ports: CloudPorts, request: AwsRequest, roles: readonly string[], base: KeySource): KeySource {
  return roles.reduce<KeySource>((before, roleArn, index) => {
    const { sessionTags } = request
    const tags = sessionTags === undefined || index < roles.length - 1 ? {} : { sessionTags }
    return {
      name: `${before.name}, then ${roleArn}`,
      keys: async () => {
        const role = { ...roleOf(ports, request, roleArn), ...tags }
        return assumeRole(ports, request.stsHost, request.region, role, await before.keys())
      },
    }
  }, base)
}

/** The roles that the inputs name, in their order. */
export function rolesOf({ roleToAssume = '' }: Pick<AwsRequest, 'roleToAssume'>): readonly string[] {
  return roleToAssume.split(/[\s,]+/).filter((role) => role !== '')
}

/** The role to assume, with a name for the session. */
export function roleOf(ports: CloudPorts, request: AwsRequest, roleArn: string) {
  const sessionName = request.sessionName ?? ports.env['AWS_ROLE_SESSION_NAME'] ?? sessionNameFrom(ports.env)
  if (!isSessionName(sessionName))
    throw cloudError(
      'aws-session-name',
      `"${sessionName}" cannot be the name of a role's session`,
      'Write 2 to 64 letters, digits and _+=,.@- in "role-session-name" or AWS_ROLE_SESSION_NAME.',
    )
  return {
    roleArn,
    sessionName,
    ...(request.durationSeconds === undefined ? {} : { durationSeconds: request.durationSeconds }),
  }
}
