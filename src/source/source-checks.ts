import { posix } from 'node:path'
import type { Problem } from '../model/problem.ts'
import type { SourceFile, SourceFiles } from './source-file.ts'

/** What is wrong with a source, and what is not in it although people may think so. */
export function sourceProblems(source: SourceFiles): readonly Problem[] {
  return [...linkProblems(source.files), ...pointerProblems(source.files), ...submoduleProblems(source.submodules)]
}

/** True for a link whose target, followed step by step, stays within the source. */
function staysInside(link: SourceFile, links: ReadonlyMap<string, string>): boolean {
  let path = link.path
  for (let step = 0; step < 40; step++) {
    const target = links.get(path)
    if (target === undefined) return true
    if (target.startsWith('/') || target.includes('\\')) return false
    path = posix.normalize(posix.join(posix.dirname(path), target)).replace(/\/$/, '')
    if (path === '..' || path.startsWith('../')) return false
  }
  return false
}

function linkProblems(files: readonly SourceFile[]): readonly Problem[] {
  const targets = files.filter(({ kind }) => kind === 'link').map((file) => [file.path, String(file.content)] as const)
  const links = new Map(targets)
  return files
    .filter((file) => file.kind === 'link' && !staysInside(file, links))
    .map((file) => ({
      severity: 'error' as const,
      code: 'source/link-outside',
      message: `the link "${file.path}" leads out of the source (to "${file.content}")`,
      hint: 'Replace it by a file, or name it in .bodyworkignore.',
      place: { file: file.path, line: 1, column: 1 },
    }))
}

function pointerProblems(files: readonly SourceFile[]): readonly Problem[] {
  const pointers = files.filter(({ content }) => isPointer(content)).map(({ path }) => path)
  if (pointers.length === 0) return []
  return [
    {
      severity: 'warning',
      code: 'source/lfs-pointer',
      message: `${count(pointers.length, 'file is', 'files are')} kept in Git LFS and sent as a pointer, without the content: ${some(pointers)}`,
      hint: 'Let the stage fetch them, or use source: image.',
    },
  ]
}

function isPointer(content: Buffer): boolean {
  return (
    content.length < 1024 && content.subarray(0, 42).toString('latin1') === 'version https://git-lfs.github.com/spec/v1'
  )
}

function submoduleProblems(submodules: readonly string[]): readonly Problem[] {
  if (submodules.length === 0) return []
  return [
    {
      severity: 'warning',
      code: 'source/submodule',
      message: `${count(submodules.length, 'submodule is', 'submodules are')} not part of the commit and not sent: ${some(submodules)}`,
      hint: 'Install it as a requirement, copy it into the repository, or use source: image.',
    },
  ]
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}

function some(paths: readonly string[]): string {
  return paths.length <= 5 ? paths.join(', ') : `${paths.slice(0, 5).join(', ')} and ${paths.length - 5} more`
}
