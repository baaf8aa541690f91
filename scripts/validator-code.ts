// Compiles the JSON Schema into a module without dependencies, so that nothing of ajv is loaded at run time.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { factsCode } from './schema-facts.ts'

const generations = { validate10: 'file10', validate11: 'file11', validate20: 'file20' } as const

/** The text of src/generated/schema-validator.js. */
export function validatorCode(schemaFile: string): string {
  const schema: { readonly $id: string } = JSON.parse(readFileSync(schemaFile, 'utf8'))
  const ajv = new Ajv({
    allErrors: true,
    strictNumbers: false,
    strictTypes: false,
    strictSchema: false,
    messages: false,
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  })
  ajv.addSchema(withoutAnnotations(schema))
  const references = Object.fromEntries(
    Object.entries(generations).map(([name, definition]) => [name, `${schema.$id}#/$defs/${definition}`]),
  )
  const code = [standalone.default(ajv, references), factsCode(schema)].join('\n')
  return `// Written by "npm run generate" from schema/bodywork.schema.json; a test compares both.\n${withoutRequires(code)}\n`
}

const annotations = ['description', 'examples', 'default', 'deprecated', 'title', 'patternErrorMessage']

/** What only editors and people read would double the size of the module. */
function withoutAnnotations<T extends object>(schema: T): T {
  return JSON.parse(
    JSON.stringify(schema, function (this: unknown, key: string, value: unknown) {
      const isKeyword = !(typeof this === 'object' && this !== null && isPropertyMap(this))
      return isKeyword && annotations.includes(key) ? undefined : value
    }),
  )
}

/** A map from property names to schemas: there, `default` would be a name and not a keyword. */
function isPropertyMap(value: object): boolean {
  return !('type' in value || '$ref' in value || 'pattern' in value || '$id' in value || 'description' in value)
}

/** ajv's two helpers are small: they are written out instead of required. */
function withoutRequires(code: string): string {
  const require = createRequire(import.meta.url)
  return code.replaceAll(/require\("([^"]+)"\)\.default/g, (_, path: string) => {
    const helper: { readonly default: unknown } = require(path)
    if (typeof helper.default !== 'function') throw new Error(`${path} is no function`)
    return `(${helper.default.toString()})`
  })
}
