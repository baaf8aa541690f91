import { type Problem, ProblemError } from '../model/problem.ts'
import { field } from '../plan/objects.ts'
import type { ApiRequest } from './transport.ts'

/** An answer that says no, with the Status object the server sent. */
export class ApiRefusal extends ProblemError {
  readonly status: number
  readonly body: unknown

  constructor(status: number, body: unknown, problems: readonly Problem[]) {
    super('cluster', problems)
    this.name = 'ApiRefusal'
    this.status = status
    this.body = body
  }
}

/** The HTTP status that an error tells of. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined
}

/** The refusal of a request as a problem that says what was asked and what to do. */
export function refusalOf(request: ApiRequest, status: number, body: unknown): ApiRefusal {
  const message = textField(body, 'message') ?? `HTTP ${status}`
  const reason = textField(body, 'reason') ?? ''
  const known = byReason(reason, status, message, request)
  const causes = causesOf(body)
  const detail = causes.length === 0 ? '' : ` (${causes.join('; ')})`
  return new ApiRefusal(status, body, [
    {
      severity: 'error',
      code: `cluster/${known.code}`,
      message: `the cluster refused ${asked(request)}: ${message}${message.includes(causes[0] ?? '\u0000') ? '' : detail}`,
      ...(known.hint === undefined ? {} : { hint: known.hint }),
    },
  ])
}

/** A request that got no answer, as a problem by what stood in the way. */
export function unreachable(server: string, error: unknown): ProblemError {
  const code = errorCode(error)
  const { name, message, hint } = transportTrouble(code, error)
  const problem: Problem = { severity: 'error', code: `cluster/${name}`, message: `${server} ${message}`, hint }
  return new ProblemError('cluster', [problem], { cause: error })
}

/** The code of a system or TLS error, at whatever depth it is wrapped. */
export function errorCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if ('code' in at && typeof at.code === 'string') return at.code
  return ''
}

function transportTrouble(
  code: string,
  error: unknown,
): { readonly name: string; readonly message: string; readonly hint: string } {
  switch (code) {
    case 'ECONNREFUSED':
      return {
        name: 'connection-refused',
        message: 'refuses connections',
        hint: 'Is the cluster running, and the port right?',
      }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        name: 'unknown-host',
        message: 'is a name that cannot be resolved',
        hint: 'Check the server of the kubeconfig; a private endpoint resolves only inside its network.',
      }
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        name: 'unreachable',
        message: 'does not answer',
        hint: 'A firewall or a private endpoint is in the way: run inside its network, or set HTTPS_PROXY.',
      }
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return {
        name: 'certificate-time',
        message: 'shows a certificate that is not valid now',
        hint: 'Check the clock of this machine and the certificate of the server.',
      }
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        name: 'certificate-name',
        message: 'shows a certificate for another name',
        hint: 'Set tls-server-name in the kubeconfig to a name in the certificate.',
      }
    default:
      if (/CERT|SIGNATURE|ISSUER|SSL|TLS/.test(code))
        return {
          name: 'certificate',
          message: `shows a certificate that is not trusted (${code})`,
          hint: 'Give the certificate-authority of the cluster in the kubeconfig.',
        }
      return {
        name: 'connection',
        message: `could not be reached: ${error instanceof Error ? error.message : String(error)}`,
        hint: 'Try again; if it stays, look at the network between here and the cluster.',
      }
  }
}

function byReason(
  reason: string,
  status: number,
  message: string,
  request: ApiRequest,
): { readonly code: string; readonly hint?: string } {
  if (status === 401 || reason === 'Unauthorized')
    return {
      code: 'unauthorized',
      hint: 'The token is not accepted: it lapsed, is for another cluster, or the clock is wrong. "bodywork check" tells which.',
    }
  if (/exceeded quota/.test(message))
    return { code: 'quota', hint: 'Free something in the namespace, or ask for a larger quota.' }
  if (/being terminated/.test(message))
    return {
      code: 'namespace-terminating',
      hint: 'The namespace is being deleted; wait until it is gone, or use another.',
    }
  if (/admission webhook|denied the request|ValidatingAdmissionPolicy|violates PodSecurity/.test(message))
    return { code: 'admission', hint: 'A policy of the cluster forbids this; its message says what it wants.' }
  if (status === 403 && /cannot impersonate resource/.test(message))
    return {
      code: 'impersonation',
      hint: 'The user of the kubeconfig may not act as another: allow it the verb "impersonate", or remove "as" from the kubeconfig.',
    }
  if (status === 403)
    return {
      code: 'forbidden',
      hint: `${asked(request)} is not allowed here; "bodywork rbac" prints the role that is.`,
    }
  if (status === 404 && /could not find the requested resource/.test(message))
    return {
      code: 'unknown-kind',
      hint: 'The cluster does not know this kind: install its CustomResourceDefinition first.',
    }
  if (status === 404 && /namespaces ".*" not found/.test(message))
    return { code: 'namespace-missing', hint: 'Create the namespace, or allow this identity to create it.' }
  if (status === 422 && /immutable/.test(message))
    return { code: 'immutable', hint: 'This field cannot change; delete the object first, or give it another name.' }
  if (status === 413) return { code: 'too-large', hint: 'The object is larger than the cluster takes.' }
  const codes: Readonly<Record<number, string>> = {
    400: 'bad-request',
    404: 'not-found',
    405: 'not-allowed',
    409: reason === 'AlreadyExists' ? 'already-exists' : 'conflict',
    410: 'gone',
    415: 'media-type',
    422: 'invalid',
    429: 'too-many-requests',
  }
  return { code: codes[status] ?? (status >= 500 ? 'server-error' : 'refused') }
}

function causesOf(body: unknown): readonly string[] {
  const causes = field(body, 'details', 'causes')
  if (!Array.isArray(causes)) return []
  return causes
    .slice(0, 10)
    .map((cause) =>
      [textField(cause, 'field'), textField(cause, 'message')].filter((part) => part !== undefined).join(': '),
    )
}

/** What was asked, as people say it: `to create deployments in namespace ml`. */
function asked({ method, path }: ApiRequest): string {
  const verbs = { GET: 'get', POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' } as const
  const parts = (path.split('?')[0] ?? '').split('/').filter((part) => part !== '')
  const at = parts[0] === 'api' ? 2 : 3
  const namespace = parts[at] === 'namespaces' && parts.length > at + 2 ? parts[at + 1] : undefined
  const [resource = path, name, subresource] = parts.slice(namespace === undefined ? at : at + 2)
  const what = [resource, subresource].filter((part) => part !== undefined).join('/')
  return `to ${verbs[method]} ${what}${name === undefined ? '' : ` "${decodeURIComponent(name)}"`}${namespace === undefined ? '' : ` in namespace ${namespace}`}`
}

function textField(value: unknown, name: string): string | undefined {
  const found = field(value, name)
  return typeof found === 'string' ? found : undefined
}
