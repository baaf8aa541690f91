import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { at, listAt, textAt } from '../../api/json.ts'
import type { PodFolder } from './pod-folder.ts'
import { type ProjectedFile, type ProjectionSource, projectedFiles } from './projected-files.ts'

/** Where the volumes of a pod are made. */
export interface VolumePlace {
  readonly folder: PodFolder
  /** Folder of persistent claims; they outlive pods. */
  readonly claims: string
}

/** Makes every volume of the pod, and gives the path of each; throws for a kind that this machine cannot give. */
export function makeVolumes(source: ProjectionSource, place: VolumePlace): ReadonlyMap<string, string> {
  const volumes = listAt(source.pod, 'spec', 'volumes')
  return new Map(volumes.map((volume) => [textAt(volume, 'name'), makeVolume(source, place, volume)]))
}

/** Writes what changed in the objects behind the volumes, as a kubelet does while the pod runs. */
export function refreshVolumes(source: ProjectionSource, place: VolumePlace): void {
  for (const volume of listAt(source.pod, 'spec', 'volumes')) {
    const files = projectedFiles(source, volume)
    if (files !== undefined) writeFiles(place.folder.volume(textAt(volume, 'name')), files)
  }
}

function makeVolume(source: ProjectionSource, place: VolumePlace, volume: unknown): string {
  const name = textAt(volume, 'name')
  const files = projectedFiles(source, volume)
  if (files !== undefined) return writeFiles(place.folder.volume(name), files)
  if (at(volume, 'hostPath') !== undefined) return hostPath(at(volume, 'hostPath'))
  const claim = textAt(volume, 'persistentVolumeClaim', 'claimName')
  if (claim !== '') return made(join(place.claims, source.pod.metadata.namespace ?? '', claim))
  if (at(volume, 'emptyDir') !== undefined || at(volume, 'ephemeral') !== undefined)
    return made(place.folder.volume(name))
  const type = Object.keys(volume ?? {}).find((key) => key !== 'name') ?? 'unknown'
  throw new Error(`the local cluster has no volumes of type ${type}`)
}

function made(path: string): string {
  mkdirSync(path, { recursive: true })
  return path
}

function hostPath(body: unknown): string {
  const path = textAt(body, 'path')
  const type = textAt(body, 'type')
  if (type === 'DirectoryOrCreate') return made(path)
  if (type === 'FileOrCreate' && !existsSync(path)) {
    made(dirname(path))
    writeFileSync(path, '')
  }
  if (!existsSync(path)) throw new Error(`hostPath ${path} does not exist`)
  return path
}

// Each file is replaced whole: a program that reads it sees the old one or the new one.
function writeFiles(folder: string, files: readonly ProjectedFile[]): string {
  made(folder)
  for (const { path, bytes, mode } of files) {
    const target = join(folder, path)
    made(dirname(target))
    writeFileSync(`${target}.new`, bytes)
    chmodSync(`${target}.new`, mode)
    renameSync(`${target}.new`, target)
  }
  return folder
}
