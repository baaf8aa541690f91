import { failed, ok, type Problem, type Result } from '../model/problem.ts'

/** What reading a path gave. */
export type FileRead =
  | { readonly kind: 'content'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** Reads one file; never throws for what a user can cause. */
export type ReadFile = (path: string) => Promise<FileRead>

const largest = 1024 * 1024

/** The text of a configuration file, or why it cannot be one. */
export function fileText(file: string, read: FileRead): Result<string> {
  switch (read.kind) {
    case 'missing':
      return failed(about(file, 'config/missing-file', `${file} does not exist`))
    case 'directory':
      return failed(
        about(file, 'config/not-a-file', `${file} is a directory`, 'Give the path of the configuration file itself.'),
      )
    case 'unreadable':
      return failed(about(file, 'config/unreadable', `${file} cannot be read: ${read.reason}`))
    case 'content':
      return textOf(file, read.bytes)
  }
}

function textOf(file: string, bytes: Uint8Array): Result<string> {
  if (bytes.byteLength > largest)
    return failed(
      about(
        file,
        'config/too-large',
        `${file} has ${bytes.byteLength} bytes; a configuration may have 1 MiB`,
        'Is this the right file?',
      ),
    )
  const encoding = encodingOf(bytes)
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return failed(about(file, 'config/not-text', `${file} is not UTF-8 text`, 'Save it in the encoding UTF-8.'))
  }
  const bad = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text)
  return bad === null ? ok(text) : failed(badCharacter(file, text, bad.index))
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}

function badCharacter(file: string, text: string, index: number): Problem {
  const before = text.slice(0, index).split(/\r\n|\n|\r/)
  const code = (text.codePointAt(index) ?? 0).toString(16).padStart(4, '0').toUpperCase()
  return {
    severity: 'error',
    code: 'config/bad-character',
    message: `the control character U+${code} may not stand in a configuration`,
    hint: 'Remove it.',
    place: { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
  }
}

function about(file: string, code: string, message: string, hint?: string): Problem {
  return {
    severity: 'error',
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    place: { file, line: 1, column: 1 },
  }
}
