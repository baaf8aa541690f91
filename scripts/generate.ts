// Writes every file that is made from another one; `node scripts/generate.ts --check` only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { actionYml } from './action-yml.ts'
import { commandDocs } from './command-docs.ts'
import { configurationDocs } from './configuration-docs.ts'
import { eventDocs, reportDocs } from './event-docs.ts'
import { inputsDocs } from './inputs-docs.ts'
import { readmeWithTables } from './readme-tables.ts'
import { validatorCode } from './validator-code.ts'

const root = join(import.meta.dirname, '..')

/** One generated file: its path from the root of the repository, and its text. */
export interface Generator {
  readonly file: string
  readonly text: () => string | Promise<string>
}

/** Every generated file; add a row for a new one. */
export const generators: readonly Generator[] = [
  {
    file: 'docs/reference/configuration.md',
    text: () => configurationDocs(join(root, 'schema/bodywork.schema.json')),
  },
  { file: 'action.yml', text: actionYml },
  { file: 'docs/reference/inputs.md', text: inputsDocs },
  { file: 'docs/reference/events.md', text: eventDocs },
  { file: 'docs/reference/report.md', text: reportDocs },
  { file: 'docs/reference/commands.md', text: commandDocs },
  { file: 'README.md', text: () => readmeWithTables(join(root, 'README.md')) },
  {
    file: 'src/generated/schema-validator.js',
    text: () => validatorCode(join(root, 'schema/bodywork.schema.json')),
  },
  {
    file: 'src/generated/schema-text.js',
    text: () => {
      const schema: unknown = JSON.parse(readFileSync(join(root, 'schema/bodywork.schema.json'), 'utf8'))
      return `// Written by "npm run generate".\nexport const configurationSchema = ${JSON.stringify(JSON.stringify(schema))};\n`
    },
  },
]

/** The generated files that are not what their generator writes now, with the text that it writes. */
export async function outdated(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const { file, text } of generators) {
    const wanted = await text()
    if (!existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== wanted) found.set(file, wanted)
  }
  return found
}

if (import.meta.main) {
  const files = await outdated()
  if (process.argv.includes('--check')) {
    if (files.size > 0) console.error(`run "npm run generate": ${[...files.keys()].join(', ')}`)
    process.exitCode = files.size > 0 ? 1 : 0
  } else
    for (const [file, text] of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
      console.log(`wrote ${file}`)
    }
}
