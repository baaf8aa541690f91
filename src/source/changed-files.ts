import { git } from './git.ts'
import { gitPlace } from './git-place.ts'
import { pathMatcher } from './path-globs.ts'

/** Tells whether a file that fits one of the globs has changed. */
export type Changes = (globs: readonly string[]) => boolean

/**
 * What has changed since a commit, in paths from `folder`; undefined when that cannot be told, as in a shallow clone.
 * A revision that is no commit stands for the files as they lie there.
 */
export async function changesSince(folder: string, base: string, revision: string): Promise<Changes | undefined> {
  const place = await gitPlace(folder)
  if (place === undefined || !/^[0-9A-Za-z][\w./~^-]*$/.test(base)) return undefined
  const isCommit = /^[0-9a-f]{40,64}$/.test(revision)
  const diff = ['diff', '--name-only', '-z', '--no-renames', base, ...(isCommit ? [revision] : []), '--']
  const [changed, added] = await Promise.all([
    git(place.root, diff),
    isCommit ? undefined : git(place.root, ['ls-files', '-z', '--others', '--exclude-standard']),
  ])
  if (changed.code !== 0) return undefined
  const paths = `${changed.stdout.toString('utf8')}${added?.stdout.toString('utf8') ?? ''}`.split('\0').filter(Boolean)
  return (globs) => globs.some((glob) => paths.some(pathMatcher(place.folder, glob)))
}
