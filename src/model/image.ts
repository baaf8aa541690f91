import { failed, ok, type Result } from './problem.ts'

/** The parts of an image reference. */
export interface ImageReference {
  /** Host and port as written; undefined means Docker Hub. */
  readonly registry?: string
  /** Path within the registry, `library/` added for official images of Docker Hub. */
  readonly repository: string
  readonly tag?: string
  readonly digest?: string
}

const pathPart = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const repositoryPattern = new RegExp(`^${pathPart}(?:/${pathPart})*$`)
const hostPattern = /^(?:localhost|\[[0-9A-Fa-f:]+\]|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::\d{1,5})?$/

/** Reads any image reference: with a registry or not, with a tag, a digest, both or neither. */
export function parseImage(text: string): Result<ImageReference> {
  const [name = '', digest, ...rest] = text.split('@')
  if (rest.length > 0) return refused(text, 'it has more than one "@"')
  if (digest !== undefined && !/^[A-Za-z][A-Za-z0-9+._-]*:[0-9a-fA-F]{32,}$/.test(digest))
    return refused(text, `"${digest}" is no digest such as sha256:…`)
  const { registry, path } = splitRegistry(name)
  const colon = path.lastIndexOf(':')
  const tag = colon < 0 ? undefined : path.slice(colon + 1)
  const repository = colon < 0 ? path : path.slice(0, colon)
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return refused(text, `"${tag}" is no tag`)
  if (registry !== undefined && !hostPattern.test(registry)) return refused(text, `"${registry}" is no registry host`)
  if (!repositoryPattern.test(repository))
    return refused(text, /[A-Z]/.test(repository) ? 'capital letters are not allowed in its name' : 'its name is unfit')
  return ok({
    ...(registry === undefined ? {} : { registry }),
    repository: registry === undefined && !repository.includes('/') ? `library/${repository}` : repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  })
}

/** The image pinned to a digest, keeping the name as written: `python:3.11` becomes `python@sha256:…`. */
export function pinnedImage(text: string, digest: string): string {
  const name = text.split('@')[0] ?? text
  const { registry, path } = splitRegistry(name)
  const repository = path.split(':')[0] ?? path
  return `${registry === undefined ? '' : `${registry}/`}${repository}@${digest}`
}

/** True when the reference names exact bits and cannot move. */
export function isPinned(text: string): boolean {
  return text.includes('@')
}

/** The first part is a registry when it looks like a host: it has a dot or a port, or is `localhost`. */
function splitRegistry(name: string): { readonly registry?: string; readonly path: string } {
  const slash = name.indexOf('/')
  const first = name.slice(0, slash)
  if (slash < 0 || !(first.includes('.') || first.includes(':') || first === 'localhost')) return { path: name }
  return first === 'docker.io' ? { path: name.slice(slash + 1) } : { registry: first, path: name.slice(slash + 1) }
}

function refused(text: string, why: string): Result<ImageReference> {
  return failed({
    severity: 'error',
    code: 'plan/bad-image',
    message: `"${text}" is no image reference: ${why}`,
    hint: 'Write it as [REGISTRY/]NAME[:TAG][@DIGEST], such as python:3.11 or ghcr.io/acme/scorer:1.2.',
  })
}
