import type { SourceFile } from './source-file.ts'

const block = 512
const longestName = 100

/** Files as a tar archive that depends on nothing but their paths, kinds and contents: sorted, without times or owners. */
export function tarOf(files: readonly SourceFile[]): Buffer {
  const inOrder = [...files].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
  return Buffer.concat([...inOrder.flatMap(entryOf), Buffer.alloc(2 * block)])
}

function entryOf(file: SourceFile): readonly Buffer[] {
  const target = file.kind === 'link' ? file.content.toString('utf8') : ''
  const content = file.kind === 'link' ? Buffer.alloc(0) : file.content
  const records = [...extended('path', file.path), ...extended('linkpath', target)]
  const mode = file.kind === 'executable' ? 0o755 : file.kind === 'link' ? 0o777 : 0o644
  const type = file.kind === 'link' ? '2' : '0'
  const header = headerOf({ name: shortened(file.path), target: shortened(target), mode, type, size: content.length })
  if (records.length === 0) return [header, content, padding(content.length)]
  const more = Buffer.concat(records)
  const moreHeader = headerOf({ name: 'pax', target: '', mode: 0o644, type: 'x', size: more.length })
  return [moreHeader, more, padding(more.length), header, content, padding(content.length)]
}

/** A record for a value that the fixed fields cannot hold: long, or not ASCII. Its length counts itself. */
function extended(key: string, value: string): readonly Buffer[] {
  if (Buffer.byteLength(value) <= longestName && !/[^\x20-\x7e]/.test(value)) return []
  const rest = Buffer.from(` ${key}=${value}\n`)
  let length = rest.length + 1
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length
  return [Buffer.concat([Buffer.from(String(length)), rest])]
}

/** Readers that know the record ignore this field; it only has to be valid. */
function shortened(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '_').slice(0, longestName)
}

function headerOf(entry: {
  readonly name: string
  readonly target: string
  readonly mode: number
  readonly type: string
  readonly size: number
}): Buffer {
  const header = Buffer.alloc(block)
  header.write(entry.name, 0, 'latin1')
  header.write(octal(entry.mode, 7), 100)
  header.write(octal(0, 7), 108)
  header.write(octal(0, 7), 116)
  header.write(octal(entry.size, 11), 124)
  header.write(octal(0, 11), 136)
  header.write('        ', 148)
  header.write(entry.type, 156)
  header.write(entry.target, 157, 'latin1')
  header.write('ustar\x0000', 257)
  let sum = 0
  for (const byte of header) sum += byte
  header.write(`${octal(sum, 6)}\0 `, 148)
  return header
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}

function padding(size: number): Buffer {
  return Buffer.alloc((block - (size % block)) % block)
}
