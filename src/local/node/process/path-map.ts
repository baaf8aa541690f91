/** A path inside the container and where it is on this machine. */
export interface PathPair {
  readonly inside: string
  readonly outside: string
  readonly isReadOnly?: boolean
}

/** Rewrites paths of the container in a text to paths of this machine. */
export type PathMap = (text: string) => string

const BEFORE = '(^|[\\s\'"`=:,;(\\[{<>|&])'
const BEHIND = '(?=$|[/\\s\'"`=:,;)\\]}<>|&*?])'

/**
 * There is no change of root: a container sees this machine's files. What stands in for its mounts is this map. It is
 * put on every word of the command, of the arguments, of the environment and of exec probes.
 *
 * Mapped: a mount path, or a path below one, where it begins a word: at the start, behind a blank, a quote, or one of
 * `= : , ; ( [ { < > | &`; so also within `sh -c` scripts and `A:B` lists.
 * Not mapped: paths that the program makes up while it runs or reads from a file (in Python, a hook finds those: see
 * python-files.ts), paths behind other text (`file:///data`, `prefix/data`), and everything outside the mounts (`/etc`).
 */
export function pathMap(pairs: readonly PathPair[]): PathMap {
  const known = pairs.filter(({ inside }) => inside.startsWith('/') && inside !== '/')
  if (known.length === 0) return (text) => text
  const longest = [...known].sort((a, b) => b.inside.length - a.inside.length)
  const outside = new Map(longest.map((pair) => [pair.inside, pair.outside]))
  const pattern = new RegExp(`${BEFORE}(${longest.map(({ inside }) => escaped(inside)).join('|')})${BEHIND}`, 'g')
  return (text) =>
    text.replace(pattern, (_all, before: string, path: string) => `${before}${outside.get(path) ?? path}`)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
