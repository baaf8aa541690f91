import { ProblemError } from '../model/problem.ts'
import { tooLarge } from './bundle.ts'
import type { CommitEntry } from './commit-entries.ts'
import type { ObjectReader } from './object-reader.ts'
import type { SourceFile, SourceFiles } from './source-file.ts'

/** More than this is never read: it would not fit in the memory of a small runner, packed or not. */
const mostBytes = 1024 * 1024 * 1024

/** What of a commit is read. */
export interface WantedFiles {
  readonly wanted: (path: string) => boolean
  /** False when only their paths are wanted. */
  readonly contents: boolean
  readonly most?: number
}

/** The tracked files of a commit, read from git's objects: what lies in the working tree does not matter. */
export async function commitFiles(
  root: string,
  objects: ObjectReader,
  entries: readonly CommitEntry[],
  { wanted, contents, most = mostBytes }: WantedFiles,
): Promise<SourceFiles> {
  const blobs = entries.filter(({ kind, path }) => kind === 'blob' && wanted(path))
  const ids = contents ? [...new Set(blobs.map(({ id }) => id))] : []
  const found = await objects.read(ids, most)
  if (found === undefined) throw await tooMuch(root, blobs, most)
  const byId = new Map(found.map(({ id, content }) => [id, content]))
  return {
    files: blobs.map((entry) => fileOf(entry, byId.get(entry.id) ?? Buffer.alloc(0))),
    submodules: entries.filter(({ kind }) => kind === 'commit').map(({ path }) => path),
  }
}

async function tooMuch(root: string, blobs: readonly CommitEntry[], most: number): Promise<ProblemError> {
  const { objectSizes } = await import('./object-reader.ts')
  const sizes = await objectSizes(
    root,
    blobs.map(({ id }) => id),
  )
  const sized = blobs.map(({ id, path }) => ({ path, size: sizes.get(id) ?? 0 }))
  const total = sized.reduce((sum, { size }) => sum + size, 0)
  return new ProblemError('user', [tooLarge(sized, total, most)])
}

function fileOf(entry: CommitEntry, content: Buffer): SourceFile {
  const kind = entry.mode === '120000' ? 'link' : entry.mode === '100755' ? 'executable' : 'file'
  return { path: entry.path, kind, content }
}
