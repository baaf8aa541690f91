// Writes docs/reference/configuration.md from the JSON Schema: one table a map, one row a key.
import { readFileSync } from 'node:fs'

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly required?: readonly string[]
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly deprecated?: boolean
}

interface Root {
  readonly $defs: Readonly<Record<string, Schema>>
}

const head = `# Configuration

<!-- Written by "npm run generate" from schema/bodywork.schema.json; a test compares both. -->

A project has one \`bodywork.yaml\`. New files start with \`version: "2.0"\`; files of the versions 1.0 and 1.1, and
\`bodywork.ini\` with one \`config.ini\` a stage, are read as they always were. \`bodywork migrate\` rewrites them.

- All problems are shown at once, each with its line and what to do: \`bodywork validate\`.
- Editors complete and check the file by its schema: \`bodywork schema\` prints it.
- Keys that start with \`x-\` are yours: nothing reads them. Everything else unknown is an error in 2.0 and a warning in
  older versions (an error with \`--strict\`).
- Values are read by the rules of YAML 1.1: \`yes\`, \`on\` and \`off\` are booleans, \`010\` is 8, \`1:30\` is 90. Quote
  what should stay text.
- Durations are seconds, or \`90s\`, \`10m\`, \`1h30m\`, \`7d\`. Amounts are Kubernetes quantities: \`500m\`, \`2\`, \`512Mi\`.
- Expressions (\`if\`, \`gate\`) know \`outputs.STAGE.KEY\`, \`env.NAME\`, \`matrix.NAME\`, \`ref\`, \`branch\`, \`commit\`, the
  functions \`success()\`, \`failure()\`, \`always()\`, \`changed('glob')\`, \`contains(a, b)\`, \`startsWith(a, b)\`,
  \`endsWith(a, b)\`, comparisons, \`&&\`, \`||\`, \`!\` and parentheses. In \`gate\`, \`outputs.KEY\` is the stage's own output.
`

/** The text of docs/reference/configuration.md. */
export function configurationDocs(schemaFile: string): string {
  const root: Root = JSON.parse(readFileSync(schemaFile, 'utf8'))
  const parts = [head, '## Version 2.0\n']
  const seen = new Set<string>()
  const write = (schema: Schema | undefined, path: string, level: number): void => {
    const at = resolved(schema, root)
    if (at?.properties === undefined || seen.has(path)) return
    seen.add(path)
    const keys = Object.entries(at.properties)
    if (path !== '')
      parts.push(`${'#'.repeat(level)} ${path}\n${at.description === undefined ? '' : `\n${at.description}\n`}`)
    parts.push(table(keys, at.required ?? [], root))
    const old = keys.filter(([, property]) => property.deprecated === true)
    if (old.length > 0)
      parts.push(
        `Old spellings: ${old.map(([key, { description }]) => `\`${key}\` (${lowered(description)})`).join(', ')}\n`,
      )
    for (const [key, property] of keys) {
      if (key === 'defaults') continue
      const inner = resolved(property, root)
      const below = path === '' ? key : `${path}.${key}`
      write(inner, below, 3)
      if (typeof inner?.additionalProperties === 'object') write(inner.additionalProperties, `${below}.NAME`, 3)
    }
  }
  write(root.$defs['file20'], '', 2)
  for (const [version, name] of [
    ['1.1', 'file11'],
    ['1.0', 'file10'],
  ] as const) {
    parts.push(`## Version ${version}\n`)
    seen.clear()
    write(root.$defs[name], '', 2)
  }
  return parts.join('\n')
}

function resolved(schema: Schema | undefined, root: Root): Schema | undefined {
  const name = schema?.$ref?.replace('#/$defs/', '')
  return name === undefined ? schema : root.$defs[name]
}

function table(keys: readonly (readonly [string, Schema])[], required: readonly string[], root: Root): string {
  const rows = keys
    .filter(([, property]) => property.deprecated !== true)
    .map(([key, property]) => {
      const at = resolved(property, root) ?? property
      const example = at.examples?.[0]
      return `| \`${key}\`${required.includes(key) ? ' (required)' : ''} | ${cell(at.description ?? '')}${choices(at)} | ${kind(at)} | ${code(at.default)} | ${code(example)} |`
    })
  return ['| key | meaning | kind | default | example |', '|---|---|---|---|---|', ...rows, ''].join('\n')
}

function choices(schema: Schema): string {
  return schema.enum === undefined ? '' : ` One of: ${schema.enum.map((choice) => `\`${String(choice)}\``).join(', ')}.`
}

function kind(schema: Schema): string {
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    integer: 'whole number',
    array: 'list',
    object: 'map',
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  return types.map((type) => words[type] ?? type).join(', ')
}

function code(value: unknown): string {
  if (value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `\`${text.replaceAll('|', '\\|')}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function lowered(text = ''): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`
}
