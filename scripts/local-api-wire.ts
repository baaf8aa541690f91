/**
 * Reads the published field numbers of the built-in types and writes the compact table by which the local cluster
 * reads binary bodies. Usage: node scripts/local-api-wire.ts FOLDER…, folders that hold `generated.proto` files.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTypes } from '../src/local/api/schema/field-types.ts'

interface Field {
  readonly name: string
  readonly type: string
  readonly number: number
}

const ROWS_PER_LINE = 4
const types = createTypes()
const messages = new Map<string, readonly Field[]>()

/** `k8s.io.api.core.v1` as `core.v1`. */
const short = (name: string): string =>
  name
    .replace(/^\.?k8s\.io\./, '')
    .replace(/^(api|apimachinery\.pkg\.apis|apiextensions_apiserver\.pkg\.apis|apimachinery\.pkg)\./, '')

for (const folder of process.argv.slice(2))
  for (const file of globSync('**/generated.proto', { cwd: folder })) read(readFileSync(join(folder, file), 'utf8'))

function read(text: string): void {
  const own = short(/^package (\S+);/m.exec(text)?.[1] ?? '')
  for (const [, name = '', body = ''] of text.matchAll(/^message (\w+) \{\n([\s\S]*?)^\}/gm)) {
    const fields = [...body.matchAll(/^ {2}(?:optional|repeated)?\s*(map<[^>]+>|[\w.]+) (\w+) = (\d+);/gm)]
    messages.set(
      `${own}.${name}`,
      fields.map(([, type = '', field = '', number = '']) => ({
        name: field,
        type: type.includes('.') ? short(type) : `${own}.${type}`,
        number: Number(number),
      })),
    )
  }
}

/** The path of numbers to a field: more than one where the type of a field is written into its parent. */
function pathTo(message: string, field: string, known: ReadonlySet<string>): string | undefined {
  const fields = messages.get(message) ?? []
  const found = fields.find(({ name }) => name === field)
  if (found !== undefined) return String(found.number)
  for (const inner of fields) {
    if (known.has(inner.name)) continue
    const path = pathTo(inner.type, field, known)
    if (path !== undefined) return `${inner.number}.${path}`
  }
  return undefined
}

const rows = types.names().flatMap((name) => {
  const type = types.named(name)
  if (type === undefined || type.alias !== undefined || !messages.has(name)) return []
  const known = new Set(type.fields.keys())
  const numbers = [...known].map((field) => pathTo(name, field, known) ?? '0')
  return [`${name} ${numbers.join(' ')}`]
})
const lines = Array.from({ length: Math.ceil(rows.length / ROWS_PER_LINE) }, (_, line) =>
  rows.slice(line * ROWS_PER_LINE, (line + 1) * ROWS_PER_LINE).join(';'),
)
writeFileSync(
  'src/local/api/schema/wire-table.ts',
  `/** Numbers of the fields of the built-in types, in the order of the table of types; written by scripts/local-api-wire.ts. */\nexport const wireTable = \`\n${lines.join('\n')}\n\`\n`,
)
