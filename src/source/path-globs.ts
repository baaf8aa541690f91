import { posix } from 'node:path'

/** A test of paths in the source against one glob, written from `folder`; `**` goes through folders, a folder stands for its YAML files. */
export function pathMatcher(folder: string, glob: string): (path: string) => boolean {
  const from = posix.normalize(posix.join(folder, glob.replace(/\/+$/, '')))
  if (from.endsWith('/**')) return (path) => path.startsWith(from.slice(0, -2))
  const isPlain = !/[*?[{]/.test(from)
  if (isPlain) return (path) => path === from || (posix.dirname(path) === from && /\.(?:ya?ml|json)$/.test(path))
  return (path) => posix.matchesGlob(path, from)
}
