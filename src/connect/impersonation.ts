import { ProblemError } from '../model/problem.ts'

type Fields = Readonly<Record<string, unknown>>

/** Whom a kubeconfig's user acts as, the way `as`, `as-groups`, `as-uid` and `as-user-extra` say it. */
export interface Impersonation {
  readonly as: string
  readonly uid?: string
  readonly groups: readonly string[]
  readonly extra: Readonly<Record<string, readonly string[]>>
}

/** What a user of a kubeconfig says of it; undefined when they act as themselves. */
export function impersonationOf(user: Fields): Impersonation | undefined {
  const [as, uid] = [text(user['as']), text(user['as-uid'])]
  const groups = list(user['as-groups'])
  const given: unknown = user['as-user-extra']
  const extra = typeof given === 'object' && given !== null ? Object.entries(given) : []
  if (as !== undefined)
    return {
      as,
      ...(uid === undefined ? {} : { uid }),
      groups,
      extra: Object.fromEntries(extra.map(([key, values]) => [key, list(values)])),
    }
  if (uid === undefined && groups.length === 0 && extra.length === 0) return undefined
  throw new ProblemError('user', [
    {
      severity: 'error',
      code: 'connect/impersonation',
      message: 'the kubeconfig names groups, a uid or more of somebody to act as, but not whom',
      hint: 'Add "as" with the name of the user, or remove "as-groups", "as-uid" and "as-user-extra".',
    },
  ])
}

/** The headers by which the API server is told of it with each request. */
export function impersonationHeaders(impersonation: Impersonation): Readonly<Record<string, readonly string[]>> {
  const { as, uid, groups, extra } = impersonation
  const rows: (readonly [string, readonly string[]])[] = [
    ['Impersonate-User', [as]],
    ['Impersonate-Uid', uid === undefined ? [] : [uid]],
    ['Impersonate-Group', groups],
    ...Object.entries(extra).map(([key, values]) => [`Impersonate-Extra-${headerKey(key)}`, values] as const),
  ]
  return Object.fromEntries(
    rows.filter(([, values]) => values.length > 0).map(([name, values]) => [name, values.map(headerValue)]),
  )
}

/** What may not stand in the name of a header, and the sign that says so, are escaped; the server takes it back. */
function headerKey(key: string): string {
  return [...Buffer.from(key, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      return /[\w!#$&'*+.^`|~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

/** Node writes a header byte by byte, and the server reads it as UTF-8. */
function headerValue(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1')
}

function list(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
