import type { Provider } from './provider-request.ts'

/** Claims of an identity token, by name. */
export type Claims = Readonly<Record<string, unknown>>

/** What to paste in the cloud so that it trusts the holder of these claims; undefined where there is nothing to trust. */
export function trustPolicy(
  provider: Provider,
  claims: Claims,
  about: { readonly account?: string; readonly pool?: string; readonly audience: string },
): string | undefined {
  switch (provider) {
    case 'eks':
      return awsPolicy(claims, about.account ?? 'ACCOUNT')
    case 'gke':
      return googleCondition(claims, about.pool ?? 'projects/NUMBER/locations/global/workloadIdentityPools/POOL')
    case 'aks':
      return entraCredential(claims, about.audience)
    case 'kubeconfig':
      return undefined
  }
}

function awsPolicy(claims: Claims, account: string): string {
  const issuer = text(claims['iss']).replace(/^https:\/\//, '')
  const isCircle = issuer.startsWith('oidc.circleci.com/')
  const subject = isCircle
    ? { StringLike: { [`${issuer}:sub`]: text(claims['sub']).replace(/\/user\/.*$/, '/user/*') } }
    : {}
  const equals = {
    [`${issuer}:aud`]: text(claims['aud']),
    ...(isCircle ? {} : { [`${issuer}:sub`]: subjectForms(claims) }),
  }
  return json({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: equals, ...subject },
      },
    ],
  })
}

/** GitHub names repositories by name, or by name and id; a policy lists both while it changes over. */
export function subjectForms(claims: Claims): readonly string[] {
  const subject = text(claims['sub'])
  const [, owner, repository, rest] = /^repo:([^/@]+)(?:@\d+)?\/([^:@]+)(?:@\d+)?(:.*)$/.exec(subject) ?? []
  if (owner === undefined || repository === undefined || rest === undefined) return [subject]
  const [ownerId, repositoryId] = [text(claims['repository_owner_id']), text(claims['repository_id'])]
  const byName = `repo:${owner}/${repository}${rest}`
  if (ownerId === '' || repositoryId === '') return [subject]
  return [byName, `repo:${owner}@${ownerId}/${repository}@${repositoryId}${rest}`]
}

function googleCondition(claims: Claims, pool: string): string {
  const project = text(claims['oidc.circleci.com/project-id'])
  const [attribute, value, mapping] =
    project === ''
      ? ['repository_id', text(claims['repository_id']), 'assertion.repository_id']
      : ['project_id', project, "assertion['oidc.circleci.com/project-id']"]
  const principal = `principalSet://iam.googleapis.com/${pool}/attribute.${attribute}/${value}`
  return [
    `attribute mapping:    google.subject=assertion.${project === '' ? 'repository_id' : 'sub'}, attribute.${attribute}=${mapping}`,
    `attribute condition:  ${mapping} == '${value}'`,
    `issuer:               ${text(claims['iss'])}`,
    `member to bind:       ${principal}`,
    'roles for it:         roles/container.clusterViewer and roles/container.developer, or roles/iam.workloadIdentityUser on the service account',
  ].join('\n')
}

function entraCredential(claims: Claims, audience: string): string {
  return subjectForms(claims)
    .map((subject, index) =>
      json({ name: `bodywork-${index + 1}`, issuer: text(claims['iss']), subject, audiences: [audience] }),
    )
    .join('\n')
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

function text(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(',') : typeof value === 'string' ? value : ''
}
