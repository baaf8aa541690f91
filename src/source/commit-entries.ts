import type { ObjectReader } from './object-reader.ts'

/** One tracked path of a commit. */
export interface CommitEntry {
  readonly mode: string
  readonly kind: 'blob' | 'commit'
  readonly id: string
  readonly path: string
}

/** Everything a commit tracks, in the order of its trees. */
export function commitEntries(objects: ObjectReader, commit: string): Promise<readonly CommitEntry[]> {
  return entriesBelow(objects, `${commit}^{tree}`, '')
}

async function entriesBelow(objects: ObjectReader, tree: string, folder: string): Promise<readonly CommitEntry[]> {
  const [object] = (await objects.read([tree])) ?? []
  if (object === undefined) return []
  const found = treeItems(object.content, object.id.length / 2).map(({ mode, name, id }) => {
    const path = `${folder}${name}`
    if (mode === '40000') return entriesBelow(objects, id, `${path}/`)
    return [{ mode, kind: mode === '160000' ? ('commit' as const) : ('blob' as const), id, path }]
  })
  return (await Promise.all(found)).flat()
}

interface TreeItem {
  readonly mode: string
  readonly name: string
  readonly id: string
}

/** A tree is its items one behind the other: mode, space, name, zero, and the bytes of the id. */
function treeItems(content: Buffer, idBytes: number): readonly TreeItem[] {
  const items: TreeItem[] = []
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at)
    const zero = content.indexOf(0, space)
    const end = zero + 1 + idBytes
    items.push({
      mode: content.toString('latin1', at, space),
      name: content.toString('utf8', space + 1, zero),
      id: content.toString('hex', zero + 1, end),
    })
    at = end
  }
  return items
}
