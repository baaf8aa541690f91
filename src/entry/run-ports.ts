import type { Emit } from '../run/events.ts'
import type { Ports } from '../run/ports.ts'
import type { Connected, Wiring } from './wire.ts'

/** What the engine works with, of a cluster that was reached. */
export function portsOf({ cluster, releases }: Connected, { clock }: Pick<Wiring, 'clock'>, emit: Emit): Ports {
  return { cluster, clock, emit, ...(releases === undefined ? {} : { releases }) }
}
