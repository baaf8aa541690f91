import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where something listens. */
export interface Address {
  readonly host: string
  readonly port: number
}

/**
 * How pods and services get addresses. `range`: each its own in 127.0.0.0/8, all of which Linux answers on. `ports`:
 * everything listens on 127.0.0.1, as macOS has no other, and each pod's declared ports are put on free ones.
 */
export type Addressing = 'range' | 'ports'

/** Gives addresses to the pods and services of one node. */
export interface AddressBook {
  readonly addressing: Addressing
  newPod(): string
  /** The pod has gone: another one may have its address. */
  release(address: string): void
  /** The same for the same service, also after a restart. */
  service(key: string): string
}

/** What the system allows. */
export function usualAddressing(platform: NodeJS.Platform = process.platform): Addressing {
  return platform === 'linux' ? 'range' : 'ports'
}

const PODS = 127 * 254
const FIRST_SERVICE = 128

/** The addresses of the node in that folder; nodes of other folders very likely have others. */
export function addressBook(root: string, addressing: Addressing): AddressBook {
  const file = join(root, 'services.json')
  const second = 16 + ((createHash('sha256').update(root).digest()[0] ?? 0) % 224)
  const services = new Map(readServices(file))
  const taken = new Set<string>()
  let pods = 0
  return {
    addressing,
    newPod() {
      for (let tries = 0; tries < PODS; tries++) {
        const number = pods++ % PODS
        const address = `127.${second}.${Math.floor(number / 254)}.${(number % 254) + 1}`
        if (taken.has(address)) continue
        taken.add(address)
        return address
      }
      throw new Error('every address for pods is taken')
    },
    release: (address) => void taken.delete(address),
    service(key) {
      const known = services.get(key)
      if (known !== undefined) return known
      const number = services.size
      const address = `127.${second}.${FIRST_SERVICE + (Math.floor(number / 254) % 128)}.${(number % 254) + 1}`
      services.set(key, address)
      writeFileSync(file, JSON.stringify([...services]))
      return address
    },
  }
}

function readServices(file: string): readonly (readonly [string, string])[] {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (!Array.isArray(parsed)) return []
    return parsed.flatMap((pair: unknown) =>
      Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string'
        ? [[pair[0], pair[1]] as const]
        : [],
    )
  } catch {
    return []
  }
}

const LOWEST_PORT = 20_000
const PORTS = 12_000

/** A port for a pod that has to share 127.0.0.1: below those the system gives away by itself. */
export function sharedPort(random: () => number = Math.random): number {
  return LOWEST_PORT + Math.floor(random() * PORTS)
}
