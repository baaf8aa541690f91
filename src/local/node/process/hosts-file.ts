import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Address } from './addresses.ts'

/** What the resolver inside pods reads, and what tells people where services are. */
export interface HostsTable {
  /** Addresses by `SERVICE.NAMESPACE`. */
  readonly hosts: Readonly<Record<string, readonly string[]>>
  /** Where to go instead, by `ADDRESS:PORT`. */
  readonly connect: Readonly<Record<string, readonly [string, number]>>
  readonly services: readonly ServiceEntry[]
}

/** Where a service's port is reached on this machine. */
export interface ServiceEntry extends Address {
  readonly name: string
  readonly namespace: string
  /** The port as the service names it. */
  readonly servicePort: number
}

/** Replaces the file whole, so that no reader sees half of it. */
export function writeHosts(path: string, table: HostsTable): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, JSON.stringify(table, undefined, 1))
  renameSync(`${path}.new`, path)
}
