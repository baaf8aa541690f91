import type { LocalClock, LocalStore } from '../../contract.ts'
import type { Address, AddressBook } from './addresses.ts'
import type { ImageMap } from './images.ts'
import type { Injected } from './injected.ts'
import type { LogFile } from './log-file.ts'
import type { MemoryGuard } from './memory-guard.ts'
import type { MakeToken } from './projected-files.ts'
import type { ServiceNetwork } from './service-network.ts'

/** What all pods of a node share. */
export interface Machine {
  readonly root: string
  readonly store: LocalStore
  readonly clock: LocalClock
  readonly hostIP: string
  readonly images: () => ImageMap
  /** Restart delays are multiplied with it. */
  readonly backoffScale: number
  /** Made when the first container starts: looking for Python takes its time. */
  readonly injected: () => Injected
  /** The environment that reaches containers. */
  readonly environment: Readonly<Record<string, string>>
  readonly path: string
  /** Makes programs die with this process, where the system has it. */
  readonly setpriv: string | undefined
  readonly token: MakeToken | undefined
  /** Where pods reach the API server with TLS, on 127.0.0.1. */
  readonly apiPort?: () => number | undefined
  readonly guard: MemoryGuard
  readonly network: ServiceNetwork
  readonly book: AddressBook
  readonly hostsFile: string
  /** Pod ports that are somewhere else, by `IP:PORT`. */
  readonly moved: Map<string, Address>
  /** Logs that are being written, by path. */
  readonly logs: Map<string, LogFile>
  /** Says something once. */
  readonly notice: (text: string) => void
  /** Set when the node ends: what ends then is no news. */
  isStopping: boolean
}

/** Where a pod's port really is. */
export function reachPod(machine: Pick<Machine, 'moved'>, ip: string, port: number): Address {
  return machine.moved.get(`${ip}:${port}`) ?? { host: ip, port }
}
