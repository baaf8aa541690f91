import type { Problem } from '../model/problem.ts'
import { cloudError, cloudProblem, jsonField, jsonText, refusal } from './cloud-error.ts'
import type { CloudPorts } from './cloud-ports.ts'
import { sendWithRetry } from './cloud-retry.ts'
import { claimsOf } from './jwt-claims.ts'

type OidcPorts = Pick<CloudPorts, 'send' | 'now' | 'sleep' | 'random' | 'env' | 'mask' | 'run' | 'readFile'>

/** Fresh identity tokens of the CI system this runs in; undefined where it gives none. */
export function identityTokens(ports: OidcPorts): ((audience: string) => Promise<string>) | undefined {
  const { env } = ports
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? ''
  const bearer = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? ''
  if (url !== '' && bearer !== '') return (audience) => githubToken(ports, { url, bearer }, audience)
  const token = circleToken(env)
  return token === undefined ? undefined : (audience) => circleCiToken(ports, token, audience)
}

/** Why this CI job has no identity token and what to add; undefined outside of a known CI system, or when it has one. */
export async function noIdentityProblem(ports: OidcPorts): Promise<Problem | undefined> {
  const { env } = ports
  if (identityTokens(ports) !== undefined) return undefined
  if (env['GITHUB_ACTIONS'] === 'true') return (await isForkedPullRequest(ports)) ? githubFork : githubPermission
  if (env['CIRCLECI'] !== 'true') return undefined
  return env['CIRCLE_PR_USERNAME'] === undefined && env['CIRCLE_PR_REPONAME'] === undefined ? circleNone : circleFork
}

async function githubToken(
  ports: OidcPorts,
  { url, bearer }: { readonly url: string; readonly bearer: string },
  audience: string,
): Promise<string> {
  ports.mask(bearer)
  const request = {
    method: 'GET',
    url: `${url}${url.includes('?') ? '&' : '?'}audience=${encodeURIComponent(audience)}`,
    headers: { Authorization: `Bearer ${bearer}`, Accept: 'application/json' },
  } as const
  const response = await sendWithRetry(ports, () => request)
  const token = response.status === 200 ? jsonText(response.body, 'value') : undefined
  if (token === undefined)
    throw refusal(ports, response, {
      code: 'oidc-github',
      message: `GitHub gave no identity token: HTTP ${response.status}`,
      ...(response.status === 401 || response.status === 403
        ? { hint: 'The job has ended, or its request token has lapsed.' }
        : {}),
    })
  ports.mask(token)
  return token
}

/**
 * The token of the environment is for the organisation, which is what trust policies of AWS and Google name; it is
 * never renewed, so an old one and other audiences come from CircleCI's own program.
 */
async function circleCiToken(ports: OidcPorts, token: string, audience: string): Promise<string> {
  ports.mask(token)
  const claims = claimsOf(token)
  const isUsual = audience === claims['aud'] || /^sts\.amazonaws\.|^https:\/\/iam\.googleapis\.com\//.test(audience)
  const expiry = claims['exp']
  const isFresh = typeof expiry !== 'number' || expiry * 1000 > ports.now() + 60_000
  if (isUsual && isFresh) return token
  const wanted = isUsual ? String(claims['aud']) : audience
  try {
    const args = ['run', 'oidc', 'get', '--claims', JSON.stringify({ aud: wanted })]
    const made = (await ports.run('circleci', args, {})).trim()
    ports.mask(made)
    return made
  } catch (cause) {
    throw cloudError(
      isUsual ? 'oidc-expired' : 'oidc-audience',
      isUsual
        ? "CircleCI's identity token has lapsed and no new one could be made"
        : `CircleCI's identity token is for ${String(claims['aud'])}, but ${audience} is wanted`,
      'The job needs the program "circleci" (it is there in every CircleCI job) to get another token; or accept the organisation id as audience in the cloud.',
      cause,
    )
  }
}

function circleToken(env: OidcPorts['env']): string | undefined {
  return [env['CIRCLE_OIDC_TOKEN_V2'], env['CIRCLE_OIDC_TOKEN']].find((token) => token !== undefined && token !== '')
}

async function isForkedPullRequest({ env, readFile }: OidcPorts): Promise<boolean> {
  if (!(env['GITHUB_EVENT_NAME'] ?? '').startsWith('pull_request')) return false
  const event = await readFile(env['GITHUB_EVENT_PATH'] ?? '')
  if (event === undefined) return false
  const [head, base] = ['head', 'base'].map((side) => jsonField(event, 'pull_request', side, 'repo', 'full_name'))
  return head !== base
}

const githubFork = cloudProblem(
  'oidc-fork',
  'pull requests from forks get no identity token',
  'Run the deployment on "push" to the default branch, or check the pull request with "command: validate", which needs no cluster.',
)
const githubPermission = cloudProblem(
  'oidc-permission',
  'this job may not ask GitHub for identity tokens',
  'Add to the job:\n  permissions:\n    id-token: write\n    contents: read',
)
const circleFork = cloudProblem(
  'oidc-fork',
  'builds of forked pull requests get no identity token',
  'Deploy from branches of the repository itself. "Pass secrets to builds from forked pull requests" would give forks a token too: then the trust policy must check vcs-origin.',
)
const circleNone = cloudProblem(
  'oidc-permission',
  'this CircleCI job has no identity token',
  'Add a context to the job in the workflow:\n  - deploy:\n      context: your-context',
)
