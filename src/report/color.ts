const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const

/** A colour or weight of terminal text. */
export type Style = keyof typeof codes

/** The text in that style, by ANSI escape sequences. */
export function paint(text: string, style: Style): string {
  return text === '' ? '' : `\u001b[${codes[style]}m${text}\u001b[0m`
}

/** Whether to colour: NO_COLOR and FORCE_COLOR decide first, then whether a person is looking. */
export function wantsColor(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false
  const force = env['FORCE_COLOR']
  if (force !== undefined) return force !== '0' && force !== 'false'
  return isTerminal && env['TERM'] !== 'dumb'
}
