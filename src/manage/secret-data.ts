import { basename } from 'node:path'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'

/** Bytes of a secret by key. */
export type SecretData = ReadonlyMap<string, Buffer>

/** Where the values of a secret come from, as the command line says. */
export interface SecretSources {
  /** `KEY=VALUE`. */
  readonly pairs: readonly string[]
  /** `KEY=PATH`, or `PATH` whose base name is the key; `-` is standard input. */
  readonly files: readonly string[]
  /** `KEY`, or `KEY=VARIABLE`. */
  readonly variables: readonly string[]
  /** Paths of files of `KEY=VALUE` lines; `-` is standard input. */
  readonly envFiles: readonly string[]
}

/** What reading values needs of the outside; undefined where there is nothing of that name. */
export interface SecretReader {
  file(path: string): Promise<Buffer | undefined>
  variable(name: string): string | undefined
  stdin(): Promise<string>
}

/** `KEY=VALUE` at its first equals sign; undefined when the key or the value is empty. */
export function parsePair(text: string): readonly [key: string, value: string] | undefined {
  const at = text.indexOf('=')
  return at < 1 || at === text.length - 1 ? undefined : [text.slice(0, at), text.slice(at + 1)]
}

/** All values from all sources; what is wrong is told by key and source, never by value. */
export async function readSecretData(sources: SecretSources, reader: SecretReader): Promise<Result<SecretData>> {
  const data = new Map<string, Buffer>()
  const problems: Problem[] = []
  const stdin = once(reader.stdin)
  const put = (key: string, value: Buffer): void => {
    if (!/^[-._A-Za-z0-9]{1,253}$/.test(key))
      problems.push(wrong(`"${key}" cannot be a key`, 'Keys have letters, digits, hyphens, dots and underscores.'))
    else if (value.length === 0) problems.push(wrong(`the value of ${key} is empty`))
    else data.set(key, value)
  }
  for (const [index, text] of sources.pairs.entries()) {
    const pair = parsePair(text)
    if (pair === undefined) problems.push(notPair(text, index))
    else put(pair[0], Buffer.from(pair[1]))
  }
  for (const text of sources.files) {
    const [key, path] = splitName(text, basename)
    const bytes = path === '-' ? Buffer.from(await stdin()) : await reader.file(path)
    if (path === '-' && key === '-') problems.push(wrong('--from-file - needs a key', 'Write --from-file KEY=-.'))
    else if (bytes === undefined) problems.push(wrong(`the file "${path}" cannot be read`))
    else put(key, bytes)
  }
  for (const text of sources.variables) {
    const [key, name] = splitName(text, (whole) => whole)
    const value = reader.variable(name)
    if (value === undefined) problems.push(wrong(`the environment has no variable ${name}`))
    else put(key, Buffer.from(value))
  }
  for (const path of sources.envFiles) {
    const text = path === '-' ? await stdin() : (await reader.file(path))?.toString('utf8')
    if (text === undefined) problems.push(wrong(`the file "${path}" cannot be read`))
    else
      for (const line of envLines(text))
        if ('badLine' in line) problems.push(wrong(`line ${line.badLine} of ${path} is not KEY=VALUE`))
        else put(line.key, Buffer.from(line.value))
  }
  return problems.length > 0 ? failed(...problems) : ok(data)
}

type EnvLine = { readonly key: string; readonly value: string } | { readonly badLine: number }

/** The lines of an environment file: comments, `export` and quotes are understood, nothing is expanded. */
export function envLines(text: string): readonly EnvLine[] {
  return text.split(/\r\n|\n/).flatMap((line, index): readonly EnvLine[] => {
    const trimmed = line.trim().replace(/^export\s+/, '')
    if (trimmed === '' || trimmed.startsWith('#')) return []
    const at = trimmed.indexOf('=')
    if (at < 1) return [{ badLine: index + 1 }]
    return [{ key: trimmed.slice(0, at).trim(), value: unquoted(trimmed.slice(at + 1).trim()) }]
  })
}

function unquoted(value: string): string {
  const match = /^(["'])(.*)\1$/s.exec(value)
  if (match === null) return value
  return match[1] === '"' ? (match[2] ?? '').replaceAll('\\n', '\n').replaceAll('\\"', '"') : (match[2] ?? '')
}

function splitName(text: string, nameOf: (whole: string) => string): readonly [key: string, from: string] {
  const at = text.indexOf('=')
  return at < 1 ? [nameOf(text), text] : [text.slice(0, at), text.slice(at + 1)]
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined
  return () => {
    reading ??= read()
    return reading
  }
}

function notPair(text: string, index: number): Problem {
  const at = text.indexOf('=')
  const which = at > 0 ? `the value of ${text.slice(0, at)}` : `--data number ${index + 1}`
  return wrong(`${which} is ${at > 0 ? 'empty' : 'not KEY=VALUE'}`, 'Write --data KEY=VALUE, once for each key.')
}

function wrong(message: string, hint?: string): Problem {
  return { severity: 'error', code: 'input/secrets', message, ...(hint === undefined ? {} : { hint }) }
}
