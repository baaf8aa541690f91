import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { gitOutput } from './git.ts'
import type { SourceFile, SourceFiles } from './source-file.ts'

/** Folders that are never source; only asked where git does not say what is ignored. */
const skipped: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'venv',
  'node_modules',
  '__pycache__',
  '.ipynb_checkpoints',
  '.mypy_cache',
  '.pytest_cache',
  '.tox',
])

/** The files of a checkout as they lie there now: tracked ones with their changes, and new ones that are not ignored. */
export async function worktreeFiles(root: string, wanted: (path: string) => boolean): Promise<SourceFiles> {
  const listed = await gitOutput(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  const staged = await gitOutput(root, ['ls-files', '-z', '--stage'])
  const submodules = new Set(
    staged
      .toString('utf8')
      .split('\0')
      .filter((line) => line.startsWith('160000 '))
      .map((line) => line.slice(line.indexOf('\t') + 1)),
  )
  const paths = [...new Set(listed.toString('utf8').split('\0').filter(Boolean))]
  const ours = paths.filter((path) => !submodules.has(path) && !path.endsWith('/') && wanted(path))
  return { files: await readAll(root, ours), submodules: [...submodules] }
}

/** The files of a folder that is no repository. */
export async function plainFiles(root: string, wanted: (path: string) => boolean): Promise<SourceFiles> {
  const paths = await pathsUnder(root, '')
  return { files: await readAll(root, paths.filter(wanted)), submodules: [] }
}

async function pathsUnder(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  const nested = await Promise.all(
    entries.map((entry): Promise<readonly string[]> => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) return skipped.has(entry.name) ? Promise.resolve([]) : pathsUnder(root, path)
      return Promise.resolve(entry.isFile() || entry.isSymbolicLink() ? [path] : [])
    }),
  )
  return nested.flat()
}

async function readAll(root: string, paths: readonly string[]): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = []
  for (const path of paths) {
    const file = await readOne(root, path)
    if (file !== undefined) files.push(file)
  }
  return files
}

/** Undefined for a tracked file that was deleted, and for a folder that took its place. */
async function readOne(root: string, path: string): Promise<SourceFile | undefined> {
  const at = join(root, path)
  const found = await lstat(at).catch(() => undefined)
  if (found === undefined) return undefined
  if (found.isSymbolicLink()) return { path, kind: 'link', content: Buffer.from(await readlink(at)) }
  if (!found.isFile()) return undefined
  const isExecutable = (found.mode & 0o100) !== 0
  return { path, kind: isExecutable ? 'executable' : 'file', content: await readFile(at) }
}
