import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import type { SourceBundle } from '../plan/plan.ts'
import type { SourceFile } from './source-file.ts'
import { tarOf } from './tar.ts'

/** Bytes of a piece, so that its ConfigMap stays below 1 MiB as JSON too, where it is a third larger. */
export const pieceBytes = 760 * 1024

/** Most bytes of a bundle, packed: etcd is no file store. */
export const mostBundleBytes = 8 * 1024 * 1024

/** The files as an archive in pieces; too large a one is an error that names the largest files. */
export function bundleOf(files: readonly SourceFile[], limit: number = mostBundleBytes): Result<SourceBundle> {
  const archive = gzipped(tarOf(files))
  if (archive.length > limit) {
    const sized = files.map(({ path, content }) => ({ path, size: content.length }))
    return failed(tooLarge(sized, archive.length, limit))
  }
  const pieces: string[] = []
  for (let at = 0; at < archive.length; at += pieceBytes)
    pieces.push(archive.subarray(at, at + pieceBytes).toString('base64'))
  return ok({
    sha256: createHash('sha256').update(archive).digest('hex'),
    bytes: archive.length,
    pieces,
    files: files.map(({ path }) => path).sort(),
  })
}

/** The header's time is zero already; its byte for the system is set to "unknown", as it differs among systems. */
function gzipped(content: Buffer): Buffer {
  const packed = gzipSync(content, { level: 9, memLevel: 9 })
  packed[9] = 255
  return packed
}

/** The error for a source that cannot be sent: its ten largest files and the other two ways. */
export function tooLarge(
  files: readonly { readonly path: string; readonly size: number }[],
  bytes: number,
  limit: number,
): Problem {
  const largest = [...files].sort((a, b) => b.size - a.size).slice(0, 10)
  const list = largest.map(({ path, size }) => `${path} (${sizeText(size)})`).join(', ')
  return {
    severity: 'error',
    code: 'source/too-large',
    message: `the source has ${sizeText(bytes)}, at most ${sizeText(limit)} can be sent; its largest files are ${list}`,
    hint: 'Name what the stages do not need in .bodyworkignore, or use source: git (pods clone) or source: image (the code is in the image).',
  }
}

function sizeText(bytes: number): string {
  return bytes < 100_000 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
