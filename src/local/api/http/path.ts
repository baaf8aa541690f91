import { badRequest } from '../fault.ts'

/** What a path below a group version means. */
export interface ObjectPath {
  readonly group: string
  readonly version: string
  readonly namespace: string | undefined
  readonly resource: string
  readonly name: string
  readonly subresource: string
  /** What follows the subresource, for proxies. */
  readonly rest: string
}

const NAMESPACE_PARTS = new Set(['status', 'finalize'])

/** Segments of a path, decoded. */
export function segmentsOf(path: string): readonly string[] {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent)
  } catch {
    throw badRequest('the path is not properly escaped')
  }
}

/** Reads a path of objects; undefined when it is none. */
export function objectPath(segments: readonly string[]): ObjectPath | undefined {
  const [root, ...others] = segments
  const [group, version, ...tail] = root === 'api' ? ['', ...others] : others
  if ((root !== 'api' && root !== 'apis') || group === undefined || version === undefined || tail.length === 0)
    return undefined
  const [first = '', second, third, ...below] = tail
  const isInside = first === 'namespaces' && second !== undefined && third !== undefined
  if (isInside && !(group === '' && NAMESPACE_PARTS.has(third) && below.length === 0))
    return pathOf({ group, version, namespace: second }, [third, ...below])
  return pathOf({ group, version, namespace: undefined }, tail)
}

type Where = Pick<ObjectPath, 'group' | 'version' | 'namespace'>

function pathOf(where: Where, [resource = '', name = '', subresource = '', ...rest]: readonly string[]): ObjectPath {
  return { ...where, resource, name, subresource, rest: rest.join('/') }
}
