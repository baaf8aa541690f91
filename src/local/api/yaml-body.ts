import { parse } from 'yaml'
import { badRequest } from './fault.ts'

/** A YAML document as a JSON value; a mistake is a bad request. */
export function parseYamlBody(text: string): unknown {
  try {
    const value: unknown = parse(text, { maxAliasCount: 100 })
    return value
  } catch (error) {
    throw badRequest(`error converting YAML to JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
