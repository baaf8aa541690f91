import type { Runner } from './runner.ts'
import type { Wiring } from './wire.ts'

/** What the door works with; tests of its parts give their own. */
export interface ActionDoor {
  readonly runner: Runner
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly write: (text: string) => void
  readonly signal: AbortSignal
  readonly wiring: Wiring
}
