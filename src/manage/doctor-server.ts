import { jsonOf } from '../cluster/json-body.ts'
import type { Transport } from '../cluster/transport.ts'
import { field } from '../plan/objects.ts'
import type { Finding } from './doctor-finding.ts'

/** The oldest minor version whose Jobs tell a lost node from a failed program. */
const oldestMinor = 26
const toleratedSkewMs = 60_000
const answerMs = 20_000

/** Who we are to the server, which version it is, and whether its clock agrees with ours. */
export async function serverFindings(
  transport: Transport,
  options: { readonly now: () => number; readonly signInHint?: string },
): Promise<readonly Finding[]> {
  const signIn = await whoAmI(transport, options.signInHint)
  if (signIn.finding.status === 'failed') return [signIn.finding]
  const answer = await send(transport, 'GET', '/version')
  return [signIn.finding, versionFinding(answer.body), clockFinding(signIn.date, options.now())]
}

async function whoAmI(transport: Transport, hint: string | undefined) {
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' }
  const { status, body, date } = await send(
    transport,
    'POST',
    '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    review,
  )
  const what = 'signed in'
  if (status === 401) {
    const message = field(body, 'message')
    const said = typeof message === 'string' && message !== 'Unauthorized' ? `: ${message}` : ''
    const refused = {
      area: 'server',
      what,
      status: 'failed',
      detail: `the server does not accept who we are (401)${said}`,
    } as const
    return { date, finding: { ...refused, ...(hint === undefined ? {} : { hint }) } satisfies Finding }
  }
  const name = field(body, 'status', 'userInfo', 'username')
  const groups = field(body, 'status', 'userInfo', 'groups')
  const inGroups = Array.isArray(groups) && groups.length > 0 ? ` in ${groups.map(String).join(', ')}` : ''
  const finding: Finding =
    typeof name === 'string'
      ? { area: 'server', what, status: 'ok', detail: `as ${name}${inGroups}` }
      : { area: 'server', what, status: 'unknown', detail: `the server does not say as whom (${status})` }
  return { date, finding }
}

function versionFinding(body: unknown): Finding {
  const version = String(field(body, 'gitVersion') ?? 'unknown')
  const minor = Number.parseInt(String(field(body, 'minor') ?? ''), 10)
  const isOld = minor < oldestMinor
  return {
    area: 'server',
    what: 'version',
    status: isOld ? 'warning' : 'ok',
    detail: `Kubernetes ${version}`,
    ...(isOld ? { hint: `Versions before 1.${oldestMinor} cannot tell a lost node from a failed program.` } : {}),
  }
}

function clockFinding(date: string, now: number): Finding {
  const skew = now - Date.parse(date)
  const common = { area: 'server', what: 'clock' } as const
  if (Number.isNaN(skew)) return { ...common, status: 'unknown', detail: 'the server does not say its time' }
  if (Math.abs(skew) <= toleratedSkewMs) return { ...common, status: 'ok', detail: 'agrees with this machine' }
  return {
    ...common,
    status: 'warning',
    detail: `this machine is ${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? 'ahead' : 'behind'}`,
    hint: 'Set the clock of the runner (NTP): tokens and signatures are refused when it is off.',
  }
}

async function send(transport: Transport, method: 'GET' | 'POST', path: string, body?: unknown) {
  const response = await transport.send({
    method,
    path,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    timeoutMs: answerMs,
  })
  return { status: response.status, body: await jsonOf(response), date: response.headers['date'] ?? '' }
}
