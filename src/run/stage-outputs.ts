import { parsedJson } from '../model/json-text.ts'
import { field } from '../plan/objects.ts'

/** What a stage's program left in its termination message. */
export interface StageReport {
  readonly outputs: Readonly<Record<string, string>>
  readonly error?: string
}

/** Reads `{"outputs":{…},"error":"…"}`, or lines `KEY=VALUE` of a program that runs without the bootstrap. */
export function reportOf(message: string): StageReport {
  const text = message.trim()
  if (text === '') return { outputs: {} }
  if (text.startsWith('{')) {
    const json = parsedJson(text)
    if (json !== undefined) {
      const error = field(json, 'error')
      return { outputs: texts(field(json, 'outputs')), ...(typeof error === 'string' && error !== '' ? { error } : {}) }
    }
  }
  const pairs = text.split('\n').map((line) => /^\s*([A-Za-z_][\w.-]*)=(.*)$/.exec(line))
  return {
    outputs: Object.fromEntries(pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', pair[2] ?? '']]))),
  }
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, typeof item === 'string' ? item : JSON.stringify(item)]),
  )
}
