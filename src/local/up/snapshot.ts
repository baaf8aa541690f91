import type { KubeObject } from '../../plan/objects.ts'
import { isMap, numberAt, textAt } from '../api/json.ts'
import type { LocalApiServer, LocalState } from '../api/local-api.ts'
import type { LocalClock } from '../contract.ts'
import { readJson, writePrivate } from './private-file.ts'

/** Keeps the objects of an API server in a file. */
export interface Keeper {
  /** Writes what is not written yet and ends. */
  stop(): void
}

const SOON_MS = 200
// Writing may take a tenth of the time at most, however many objects there are.
const SHARE = 10

/** The state that was kept; undefined when there is none. */
export function readState(path: string): LocalState | undefined {
  const content = readJson(path)
  const version = numberAt(content, 'version')
  const objects: unknown = isMap(content) ? content['objects'] : undefined
  return version === undefined || !Array.isArray(objects) ? undefined : { version, objects: objects.filter(isObject) }
}

function isObject(value: unknown): value is KubeObject {
  return isMap(value) && textAt(value, 'kind') !== '' && isMap(value['metadata'])
}

/** Writes the state soon after each change. */
export function keepState(path: string, api: LocalApiServer, clock: LocalClock): Keeper {
  const watched = new Map<string, () => void>()
  let cancel: (() => void) | undefined
  let waitMs = SOON_MS

  function save(): void {
    cancel = undefined
    const began = performance.now()
    writePrivate(path, JSON.stringify(api.state()))
    waitMs = Math.max(SOON_MS, SHARE * (performance.now() - began))
  }

  function changed(kind: string): void {
    cancel ??= clock.after(waitMs, save)
    if (kind === 'CustomResourceDefinition') follow()
  }

  function follow(): void {
    for (const { kind } of api.resources.all())
      if (!watched.has(kind))
        watched.set(
          kind,
          api.store.watch([kind], ({ object }) => changed(object.kind)),
        )
  }

  follow()
  return {
    stop() {
      for (const stop of watched.values()) stop()
      cancel?.()
      save()
    },
  }
}
