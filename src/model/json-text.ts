import type { Json } from './pipeline.ts'

/** What a text says as JSON; undefined where it is none. */
export function parsedJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
