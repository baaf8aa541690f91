/** Reads a file of `NAME=VALUE` lines and `NAME<<DELIMITER` blocks, as the runner reads GITHUB_OUTPUT and GITHUB_STATE. */
export function readFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const delimiter = line.slice(heredoc + 2)
      const end = lines.indexOf(delimiter, i + 1)
      if (end < 0) throw new Error(`invalid file command: no line ends with ${delimiter}`)
      values[line.slice(0, heredoc)] = lines.slice(i + 1, end).join('\n')
      i = end
    } else if (equals >= 0) values[line.slice(0, equals)] = line.slice(equals + 1)
    else throw new Error(`invalid file command: ${line}`)
  }
  return values
}
