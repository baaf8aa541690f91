import type { ApiAnswer, GithubApi } from './github-api.ts'

/** A comment may have 65,536 characters; GitHub counts some of them twice. */
const longestComment = 64_000
const pageSize = 100
const mostPages = 30

/** Where a comment goes. */
export interface PullRequest {
  /** `owner/name`. */
  readonly repository: string
  readonly number: number
}

/** What became of a comment. */
export type CommentEnd =
  | { readonly kind: 'created' | 'updated'; readonly url: string }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }

/** The pull request that an event is about; undefined for events that have none. */
export function pullRequestOf(repository: string | undefined, payload: unknown): PullRequest | undefined {
  if (typeof payload !== 'object' || payload === null || repository === undefined) return undefined
  const about: unknown = Reflect.get(payload, 'pull_request')
  const number: unknown = typeof about === 'object' && about !== null ? Reflect.get(about, 'number') : undefined
  return typeof number === 'number' ? { repository, number } : undefined
}

/** Keeps one comment under a pull request: found again by a mark nobody sees, and rewritten in place. */
export async function keepComment(api: GithubApi, at: PullRequest, key: string, text: string): Promise<CommentEnd> {
  const mark = `<!-- bodywork: ${key.replace(/[^A-Za-z0-9._/-]+/g, '-').replaceAll('--', '-')} -->`
  const body = `${mark}\n${shortened(text, longestComment - mark.length - 1)}`
  const comments = `/repos/${at.repository}/issues/${at.number}/comments`
  const found = await findComment(api, comments, mark)
  if (found.kind === 'refused') return found
  if (found.kind === 'none') return endOf('created', await api('POST', comments, { body }))
  return endOf('updated', await api('PATCH', `/repos/${at.repository}/issues/comments/${found.id}`, { body }))
}

type Found = { readonly kind: 'none' } | { readonly kind: 'found'; readonly id: number } | Refused
type Refused = CommentEnd & { readonly kind: 'refused' }

async function findComment(api: GithubApi, path: string, mark: string): Promise<Found> {
  for (let page = 1; page <= mostPages; page++) {
    const answer = await api('GET', `${path}?per_page=${pageSize}&page=${page}`)
    if (answer.status !== 200) return refused(answer)
    const comments: readonly unknown[] = Array.isArray(answer.body) ? answer.body : []
    for (const comment of comments) {
      const body = memberOf(comment, 'body')
      const id = memberOf(comment, 'id')
      if (typeof body === 'string' && body.startsWith(mark) && typeof id === 'number') return { kind: 'found', id }
    }
    if (comments.length < pageSize) break
  }
  return { kind: 'none' }
}

function endOf(kind: 'created' | 'updated', answer: ApiAnswer): CommentEnd {
  if (answer.status !== 200 && answer.status !== 201) return refused(answer)
  const url = memberOf(answer.body, 'html_url')
  return { kind, url: typeof url === 'string' ? url : '' }
}

function refused({ status, body }: ApiAnswer): Refused {
  const message = memberOf(body, 'message')
  return { kind: 'refused', status, message: typeof message === 'string' ? message : 'no reason was given' }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

/** Cuts at a line, ends an open fence, and says that something is missing. */
function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text
  const note = '\n\n_The rest is in the job summary._\n'
  const kept = text.slice(0, limit - note.length - 12)
  const whole = kept.slice(0, kept.lastIndexOf('\n'))
  const fences = whole.match(/^`{3,}/gm) ?? []
  const open = fences.length % 2 === 1 ? `\n${fences.at(-1) ?? '```'}` : ''
  return `${whole}${open}${note}`
}
