import type { Emit } from '../run/events.ts'

/** Version of the event format, in every line; docs/reference/events.md describes it. */
export const eventFormatVersion = 1

/** One event per line, as JSON. */
export function jsonLines(write: (text: string) => void): Emit {
  return (event) => write(`${JSON.stringify({ v: eventFormatVersion, ...event })}\n`)
}
