import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is checked out. */
export interface Head {
  readonly id: string
  /** Absent when HEAD is detached. */
  readonly branch?: string
}

/** What HEAD of a plain repository names; undefined before the first commit, and for what only git can follow. */
export function headOf(store: string): Head | undefined {
  if (!lstatSync(join(store, 'HEAD')).isFile()) return undefined
  const packed = textOf(join(store, 'packed-refs'))?.split('\n') ?? []
  // A replaced object is read as another one.
  if (packed.some((line) => line.includes(' refs/replace/'))) return undefined
  const text = readFileSync(join(store, 'HEAD'), 'utf8').trimEnd()
  if (isId(text)) return { id: text }
  const ref = /^ref: (refs\/(?!.*\.\.)[^\p{Cc} ~^:?*[\\]+)$/u.exec(text)?.[1]
  if (ref === undefined) return undefined
  const id = textOf(join(store, ref))?.trimEnd() ?? packed.find((line) => line.endsWith(` ${ref}`))?.slice(0, 40)
  if (id === undefined || !isId(id)) return undefined
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1]
  return { id, ...(branch === undefined ? {} : { branch }) }
}

function isId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text)
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
