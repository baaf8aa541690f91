// What messages about a configuration need of the schema: known keys, and the words for each pattern.

interface Schema {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly pattern?: string
  readonly patternErrorMessage?: string
  readonly description?: string
  readonly deprecated?: boolean
}

interface Root {
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** JavaScript that exports the known keys of every map by generation and path, and the message of every pattern. */
export function factsCode(root: object): string {
  const definitions = (root as Root).$defs ?? {}
  const patterns: Record<string, string> = {}
  const keys: Record<string, Record<string, readonly string[]>> = {}
  for (const [generation, name] of Object.entries({ '1.0': 'file10', '1.1': 'file11', '2.0': 'file20' })) {
    const paths: Record<string, readonly string[]> = {}
    const walk = (schema: Schema | undefined, path: string): void => {
      const at = resolved(schema, definitions)
      if (at === undefined) return
      if (at.pattern !== undefined && at.patternErrorMessage !== undefined)
        patterns[at.pattern] = at.patternErrorMessage
      const below = (key: string) => (path === '' ? key : `${path}.${key}`)
      if (at.properties !== undefined) {
        paths[path] = Object.entries(at.properties)
          .filter(([, property]) => property.deprecated !== true)
          .map(([key]) => key)
        for (const [key, property] of Object.entries(at.properties)) walk(property, below(key))
      }
      if (typeof at.additionalProperties === 'object') walk(at.additionalProperties, below('*'))
      if (at.items !== undefined) walk(at.items, below('*'))
    }
    walk(definitions[name], '')
    keys[generation] = paths
  }
  return `export const knownKeys = ${JSON.stringify(keys)};\nexport const patternMessages = ${JSON.stringify(patterns)};`
}

function resolved(schema: Schema | undefined, definitions: Readonly<Record<string, Schema>>): Schema | undefined {
  const name = schema?.$ref?.replace('#/$defs/', '')
  return name === undefined ? schema : definitions[name]
}
