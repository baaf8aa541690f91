const block = 512

/** A file of an archive. */
export interface UnpackedFile {
  readonly path: string
  readonly content: Buffer
}

/** The regular files of a tar archive in its order; links, devices and paths that lead out are left out. */
export function untar(archive: Buffer): readonly UnpackedFile[] {
  const files: UnpackedFile[] = []
  let longPath: string | undefined
  let at = 0
  while (at + block <= archive.length && archive[at] !== 0) {
    const header = archive.subarray(at, at + block)
    const size = Number.parseInt(text(header, 124, 12), 8)
    if (!Number.isInteger(size) || at + block + size > archive.length) return files
    const content = archive.subarray(at + block, at + block + size)
    const type = text(header, 156, 1)
    if (type === 'x') longPath = paxPath(content)
    else {
      const path = longPath ?? [text(header, 345, 155), text(header, 0, 100)].filter(Boolean).join('/')
      if ((type === '0' || type === '') && isInside(path)) files.push({ path, content })
      longPath = undefined
    }
    at += block + Math.ceil(size / block) * block
  }
  return files
}

function isInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.includes('\\') && !path.split('/').includes('..')
}

function text(header: Buffer, from: number, length: number): string {
  const bytes = header.subarray(from, from + length)
  const end = bytes.indexOf(0)
  return bytes
    .subarray(0, end < 0 ? length : end)
    .toString('utf8')
    .trim()
}

/** The record `LENGTH path=VALUE`, where the length counts the whole record in bytes. */
function paxPath(records: Buffer): string | undefined {
  let at = 0
  let path: string | undefined
  while (at < records.length) {
    const space = records.indexOf(0x20, at)
    const length = Number(records.subarray(at, space).toString())
    if (space < 0 || !Number.isInteger(length) || length <= 0) return path
    const record = records.subarray(space + 1, at + length - 1).toString('utf8')
    if (record.startsWith('path=')) path = record.slice('path='.length)
    at += length
  }
  return path
}
