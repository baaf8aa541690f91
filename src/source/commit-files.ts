import { ProblemError } from '../model/problem.ts'
import { tooLarge } from './bundle.ts'
import { gitOutput } from './git.ts'
import type { SourceFile, SourceFiles } from './source-file.ts'

/** One tracked path of a commit. */
export interface CommitEntry {
  readonly mode: string
  readonly kind: string
  readonly id: string
  readonly size: number
  readonly path: string
}

/** More than this is never read: it would not fit in the memory of a small runner, packed or not. */
const mostBytes = 1024 * 1024 * 1024

/** The tracked files of a commit, read from git's objects: what lies in the working tree does not matter. */
export async function commitFiles(
  root: string,
  entries: readonly CommitEntry[],
  how: { readonly wanted: (path: string) => boolean; readonly contents: boolean },
): Promise<SourceFiles> {
  const blobs = entries.filter(({ kind, path }) => kind === 'blob' && how.wanted(path))
  const total = blobs.reduce((sum, { size }) => sum + size, 0)
  if (how.contents && total > mostBytes) throw new ProblemError('user', [tooLarge(blobs, total, mostBytes)])
  const ids = how.contents ? [...new Set(blobs.map(({ id }) => id))] : []
  const contents = await blobContents(root, ids)
  return {
    files: blobs.map((entry) => fileOf(entry, contents.get(entry.id) ?? Buffer.alloc(0))),
    submodules: entries.filter(({ kind }) => kind === 'commit').map(({ path }) => path),
  }
}

/** Everything a commit tracks, by one look at its tree. */
export async function commitEntries(root: string, commit: string): Promise<readonly CommitEntry[]> {
  const listed = await gitOutput(root, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit])
  return listed.toString('utf8').split('\0').filter(Boolean).map(entryOf)
}

function entryOf(line: string): CommitEntry {
  const tab = line.indexOf('\t')
  const [mode = '', kind = '', id = '', size = '0'] = line.slice(0, tab).split(/ +/)
  return { mode, kind, id, size: Number(size) || 0, path: line.slice(tab + 1) }
}

function fileOf(entry: CommitEntry, content: Buffer): SourceFile {
  const kind = entry.mode === '120000' ? 'link' : entry.mode === '100755' ? 'executable' : 'file'
  return { path: entry.path, kind, content }
}

/** All contents in one go: a process a file would take minutes for a large tree. */
async function blobContents(root: string, ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const contents = new Map<string, Buffer>()
  if (ids.length === 0) return contents
  const output = await gitOutput(root, ['cat-file', '--batch'], `${ids.join('\n')}\n`)
  let at = 0
  while (at < output.length) {
    const end = output.indexOf(10, at)
    const [id = '', , size = '0'] = output.subarray(at, end).toString('utf8').split(' ')
    const start = end + 1
    contents.set(id, output.subarray(start, start + Number(size)))
    at = start + Number(size) + 1
  }
  return contents
}
