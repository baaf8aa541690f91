/** An annotation as the runner would show it. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly file?: string
  readonly line?: number
  readonly title?: string
}

/** What the runner made of a step's output. */
export interface ReadLog {
  /** Lines as the log shows them, masked. */
  readonly lines: readonly string[]
  readonly annotations: readonly Annotation[]
  readonly masks: readonly string[]
  readonly groups: readonly { readonly name: string; readonly lines: readonly string[] }[]
  readonly debug: readonly string[]
  /** Commands that were obeyed, by name. */
  readonly obeyed: readonly string[]
}

/** Characters that the runner's culture-aware comparison skips. */
const ignorable =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\u034f|[\ufe00-\ufe0f]/g
const known = [
  'error',
  'warning',
  'notice',
  'group',
  'endgroup',
  'add-mask',
  'debug',
  'set-output',
  'save-state',
  'set-env',
  'add-path',
  'echo',
  'stop-commands',
  'add-matcher',
  'remove-matcher',
  'command',
  'section',
]

interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** Reads output the way the runner does: lines end at LF, CRLF and CR; `::` counts at the start, `##[` anywhere. */
export function readLog(output: string): ReadLog {
  const lines: string[] = []
  const annotations: Annotation[] = []
  const masks: string[] = []
  const debug: string[] = []
  const obeyed: string[] = []
  const groups: { name: string; lines: string[] }[] = []
  let open: { name: string; lines: string[] } | undefined
  let stopToken: string | undefined
  const masked = (text: string) => masks.reduce((shown, mask) => shown.split(mask).join('***'), text)
  for (const line of output.split(/\r\n|\n|\r/)) {
    const command = commandIn(line)
    if (stopToken !== undefined) {
      if (command?.name === stopToken) stopToken = undefined
      else lines.push(masked(line))
      continue
    }
    if (command === undefined || !known.includes(command.name)) {
      lines.push(masked(line))
      open?.lines.push(masked(line))
      continue
    }
    obeyed.push(command.name)
    switch (command.name) {
      case 'error':
      case 'warning':
      case 'notice':
        annotations.push(annotationOf(command.name, command, masked))
        break
      case 'add-mask':
        for (const part of command.message.split(/\r\n|\n|\r/)) if (part.trim() !== '') masks.push(part)
        break
      case 'group':
        open = { name: masked(command.message), lines: [] }
        groups.push(open)
        break
      case 'endgroup':
        open = undefined
        break
      case 'debug':
        debug.push(masked(command.message))
        break
      case 'stop-commands':
        stopToken = command.message
        break
      default:
        break
    }
  }
  return { lines, annotations, masks, groups, debug, obeyed }
}

function commandIn(line: string): Command | undefined {
  const text = line.replace(ignorable, '')
  const v2 = /^\s*::([^\s:]+)(?:\s+([^:]*(?::(?!:)[^:]*)*))?::(.*)$/s.exec(text)
  if (v2 !== null) return { name: v2[1] ?? '', properties: propertiesOf(v2[2] ?? ''), message: decoded(v2[3] ?? '') }
  const v1 = /##\[([a-z-]+)(?:\s+([^\]]*))?\](.*)$/s.exec(text)
  return v1 === null
    ? undefined
    : { name: v1[1] ?? '', properties: propertiesOf(v1[2] ?? ''), message: decoded(v1[3] ?? '') }
}

function propertiesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(',')
      .map((pair) => pair.split('='))
      .filter((pair) => pair.length >= 2)
      .map(([key = '', ...value]) => [key.trim(), decoded(value.join('='))]),
  )
}

function decoded(text: string): string {
  return text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%')
}

function annotationOf(level: Annotation['level'], command: Command, masked: (text: string) => string): Annotation {
  const { file, line, title } = command.properties
  return {
    level,
    message: masked(command.message),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line: Number(line) }),
    ...(title === undefined ? {} : { title }),
  }
}
