interface Rule {
  readonly pattern: RegExp
  readonly isNegated: boolean
}

/** Name of the file that says what is left out of the bundle, written as a .gitignore. */
export const ignoreFile = '.bodyworkignore'

/** A function that tells whether a path is left out; the last rule that fits a path or a folder of it decides. */
export function ignoreRules(text: string): (path: string) => boolean {
  const rules = text.split(/\r?\n/).flatMap(ruleOf)
  if (rules.length === 0) return () => false
  return (path) => {
    const parts = path.split('/')
    // What is in an ignored folder is ignored, whatever later rules say about it.
    for (let length = 1; length <= parts.length; length++) {
      const isFolder = length < parts.length
      if (isIgnored(rules, parts.slice(0, length).join('/'), isFolder)) return true
    }
    return false
  }
}

function isIgnored(rules: readonly Rule[], path: string, isFolder: boolean): boolean {
  const subject = isFolder ? `${path}/` : path
  return rules.findLast(({ pattern }) => pattern.test(subject))?.isNegated === false
}

function ruleOf(line: string): readonly Rule[] {
  const trimmed = line.replace(/(?<!\\)\s+$/, '')
  if (trimmed === '' || trimmed.startsWith('#')) return []
  const isNegated = trimmed.startsWith('!')
  const glob = (isNegated ? trimmed.slice(1) : trimmed).replace(/^\\(?=[#!])/, '')
  const isFolderOnly = glob.endsWith('/')
  const body = glob.replace(/\/$/, '')
  const isAnchored = body.includes('/')
  const source = sourceOf(body.replace(/^\//, ''))
  return [
    { pattern: new RegExp(`^${isAnchored ? '' : '(?:.*/)?'}${source}${isFolderOnly ? '/' : '/?'}$`, 's'), isNegated },
  ]
}

/** A glob as the source of an expression: `*` and `?` stay within a folder, `**` goes through any number of them. */
function sourceOf(glob: string): string {
  let source = ''
  for (let at = 0; at < glob.length; at++) {
    const rest = glob.slice(at)
    const special = /^(?:\*\*\/|\/\*\*$|\*+|\?|\[(?:!|\^)?\]?[^\]/]*\]|\\.)/.exec(rest)?.[0]
    source += special === undefined ? literal(rest[0] ?? '') : piece(special)
    at += (special?.length ?? 1) - 1
  }
  return source
}

function piece(special: string): string {
  if (special === '**/') return '(?:.*/)?'
  if (special === '/**') return '/.+'
  if (special.startsWith('*')) return '[^/]*'
  if (special === '?') return '[^/]'
  if (special.startsWith('\\')) return literal(special.slice(1))
  const isNegated = /^\[[!^]/.test(special)
  const set = special.slice(isNegated ? 2 : 1, -1).replace(/[\\\][^]/g, '\\$&')
  return isNegated ? `[^/${set}]` : `[${set}]`
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
