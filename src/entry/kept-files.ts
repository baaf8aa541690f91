import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { KeptArchive } from '../run/kept-archives.ts'
import { untar } from '../source/untar.ts'

/** More than this does not come out of 4 MiB by accident. */
const mostBytes = 512 * 1024 * 1024

/** Writes what stages hand over to `FOLDER/STAGE/`, of a matrix to `FOLDER/STAGE/NUMBER/`, in place of what an earlier attempt wrote. */
export function keptFiles(folder: string): (kept: KeptArchive) => void {
  return ({ stage, element, archive }) => {
    for (const { path, content } of untar(gunzipSync(archive, { maxOutputLength: mostBytes }))) {
      const at = join(folder, stage.replace(/[^A-Za-z0-9._-]+/g, '-'), String(element ?? ''), path)
      mkdirSync(dirname(at), { recursive: true })
      writeFileSync(at, content)
    }
  }
}
