import type { Emit, RunEvent } from '../run/events.ts'

/** Replaces secrets in text; what is added later counts from then on. */
export interface Redactor {
  add(secret: string): void
  text(text: string): string
  /** A listener that never sees a secret. */
  events(emit: Emit): Emit
}

const stars = '***'
const shortestSecret = 4

/** A redactor of its own for one run. */
export function redactor(initial: Iterable<string> = []): Redactor {
  const secrets = new Set<string>()
  let pattern: RegExp | undefined
  const add = (secret: string): void => {
    for (const variant of variants(secret)) if (variant.length >= shortestSecret) secrets.add(variant)
    const longestFirst = [...secrets]
      .sort((a, b) => b.length - a.length)
      .map((item) => item.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    pattern = longestFirst.length === 0 ? undefined : new RegExp(longestFirst.join('|'), 'g')
  }
  const text = (value: string): string => (pattern === undefined ? value : value.replace(pattern, stars))
  for (const secret of initial) add(secret)
  return { add, text, events: (emit) => (event) => emit(pattern === undefined ? event : redactEvent(event, text)) }
}

/** The secret itself, each of its lines, and the encodings in which programs print it. */
function variants(secret: string): readonly string[] {
  const lines = secret.split(/\r\n|\n|\r/).map((line) => line.trim())
  const base64 = Buffer.from(secret, 'utf8').toString('base64')
  return [
    secret,
    ...lines,
    base64,
    base64.replace(/=+$/, ''),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ]
}

function redactEvent(event: RunEvent, text: (value: string) => string): RunEvent {
  if (event.type === 'stage.log') return { ...event, line: text(event.line) }
  const json = JSON.stringify(event)
  return json === text(json) ? event : (redactValue(event, text) as RunEvent)
}

function redactValue(value: unknown, text: (value: string) => string): unknown {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return value.map((item) => redactValue(item, text))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValue(item, text)]))
}
