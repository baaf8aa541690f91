import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { listAt, textAt } from '../../api/json.ts'
import { isTrueAt } from '../../controllers/fields.ts'
import { expand } from './expand.ts'
import type { PathPair } from './path-map.ts'
import type { ContainerFolder } from './pod-folder.ts'

const TERMINATION_LOG = '/dev/termination-log'

/**
 * Makes the mounts of a container as links below its root, and tells what is where. A mount inside another one becomes
 * an entry of the outer volume. What is read-only (also the `fixed` volumes) is left to the hook of Python.
 */
export function makeMounts(
  folder: ContainerFolder,
  spec: unknown,
  volumes: ReadonlyMap<string, string>,
  env: Readonly<Record<string, string>>,
  fixed: ReadonlySet<string> = new Set(),
): readonly PathPair[] {
  mkdirSync(folder.home, { recursive: true })
  mkdirSync(folder.temporary, { recursive: true })
  const mounts = [...listAt(spec, 'volumeMounts')].sort(
    (a, b) => textAt(a, 'mountPath').length - textAt(b, 'mountPath').length,
  )
  const pairs = mounts.map((mount) => {
    const isReadOnly = isTrueAt(mount, 'readOnly') || fixed.has(textAt(mount, 'name'))
    return { ...makeMount(folder, mount, volumes, env), isReadOnly }
  })
  const message = textAt(spec, 'terminationMessagePath') || TERMINATION_LOG
  return [...pairs, { inside: message, outside: folder.message }]
}

function makeMount(
  folder: ContainerFolder,
  mount: unknown,
  volumes: ReadonlyMap<string, string>,
  env: Readonly<Record<string, string>>,
): PathPair {
  const name = textAt(mount, 'name')
  const volume = volumes.get(name)
  if (volume === undefined) throw new Error(`the pod has no volume "${name}"`)
  const inside = textAt(mount, 'mountPath').replace(/(?<=.)\/+$/, '')
  const outside = join(folder.root, inside)
  const subPath = textAt(mount, 'subPath') || expand(textAt(mount, 'subPathExpr'), env)
  link(join(volume, subPath), outside, isTrueAt(mount, 'readOnly'))
  return { inside, outside }
}

function link(target: string, place: string, isReadOnly: boolean): void {
  // A subPath that is not there yet is a folder to be written to, as a kubelet makes it.
  if (!existsSync(target) && !isReadOnly && extname(target) === '') mkdirSync(target, { recursive: true })
  mkdirSync(dirname(place), { recursive: true })
  const known = lstatSync(place, { throwIfNoEntry: false })
  if (known?.isSymbolicLink() === true) rmSync(place)
  else if (known !== undefined) rmSync(place, { recursive: true })
  symlinkSync(target, place)
}
