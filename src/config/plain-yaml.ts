import { parse } from 'yaml'

/** A YAML document of somebody else's, as plain values. */
export function plainYaml(text: string): unknown {
  return parse(text, { maxAliasCount: 100 })
}
