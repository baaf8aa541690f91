/** Where and why a requirement cannot be read; columns count from 1. */
export interface RequirementFault {
  readonly column: number
  readonly why: string
}

const name = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/
const version = /^(?:===|==|~=|!=|<=|>=|<|>)\s*[A-Za-z0-9.*+!_-]+/

/** Checks one requirement as pip reads it, without asking anybody whether the package exists. */
export function requirementFault(text: string): RequirementFault | undefined {
  const trimmed = text.trimStart()
  const start = text.length - trimmed.length
  if (trimmed === '') return { column: start + 1, why: 'it is empty' }
  if (isLocationOrOption(trimmed)) return undefined
  let at = start
  const rest = () => text.slice(at)
  const skip = (pattern: RegExp): boolean => {
    const match = pattern.exec(rest())
    at += match?.[0].length ?? 0
    return match !== null
  }
  const fault = (why: string): RequirementFault => ({ column: at + 1, why })
  if (!skip(name)) return fault('a package name must start with a letter or a digit')
  skip(/^\s*/)
  if (rest().startsWith('[') && !skip(/^\[\s*(?:[A-Za-z0-9._-]+(?:\s*,\s*[A-Za-z0-9._-]+)*)?\s*\]/))
    return fault('the extras in brackets are not closed or not separated by commas')
  skip(/^\s*/)
  if (rest().startsWith('@')) return skip(/^@\s*\S+/) ? undefined : fault('an address must follow "@"')
  const isBracketed = skip(/^\(/)
  while (/^\s*[=~!<>]/.test(rest())) {
    skip(/^\s*/)
    if (rest().startsWith('= ') || /^=[^=]/.test(rest())) return fault('write "==" for an exact version')
    if (!skip(version)) return fault('a version must follow the comparison')
    skip(/^\s*/)
    if (!skip(/^,/)) break
  }
  if (isBracketed && !skip(/^\s*\)/)) return fault('the bracket is not closed')
  skip(/^\s*/)
  if (rest() === '' || /^[;#]/.test(rest()) || /^--hash=/.test(rest())) return undefined
  return fault(`"${rest().slice(0, 20)}" is not expected here`)
}

/** Addresses, paths and options are pip's business. */
function isLocationOrOption(text: string): boolean {
  return /^(?:-|#|\.{0,2}\/|[a-z][a-z0-9+.-]*:\/\/|\S+\.(?:whl|tar\.gz|zip)(?:\s|$))/i.test(text)
}
