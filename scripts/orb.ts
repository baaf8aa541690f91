// Packs orb/src into one file and checks it without CircleCI's own program: structure, names, descriptions, parameters,
// and that every job and every example expands. --check prints problems only; otherwise the packed orb is printed.
// --version X --checksum Y pin the release of the command-line tool.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { orbProblems } from './orb-check.ts'
import type { Mapping, Orb } from './orb-shape.ts'

const source = join(import.meta.dirname, '../orb/src')

/** The orb as one document. */
export function packOrb(folder = source): Orb {
  const parts = Object.fromEntries(
    ['commands', 'jobs', 'executors', 'examples'].map((kind) => [kind, componentsOf(join(folder, kind), folder)]),
  )
  return { ...parse(readFileSync(join(folder, '@orb.yml'), 'utf8')), ...parts }
}

function componentsOf(folder: string, root: string): Readonly<Record<string, Mapping>> {
  const names = readdirSync(folder).sort()
  return Object.fromEntries(
    names.map((name) => [name.replace(/\.yml$/, ''), included(parse(readFileSync(join(folder, name), 'utf8')), root)]),
  )
}

/** Scripts are kept as files and put in where they are named. */
function included<T>(value: T, root: string): T {
  const text = JSON.stringify(value).replace(/"<<include\(([^)]+)\)>>"/g, (_, path: string) =>
    JSON.stringify(readFileSync(join(root, path), 'utf8')),
  )
  return JSON.parse(text)
}

/** The same orb with another release of the tool as its default. */
export function pinned(orb: Orb, version: string, checksum: string): Orb {
  const text = JSON.stringify(orb, (key, value) => {
    if (key === 'version' && typeof value === 'object') return { ...value, default: version }
    if (key === 'checksum' && typeof value === 'object') return { ...value, default: checksum }
    return value
  })
  return JSON.parse(text)
}

if (import.meta.main) {
  const option = (name: string) => process.argv[process.argv.indexOf(name) + 1]
  const wantsPin = process.argv.includes('--version')
  const orb = wantsPin ? pinned(packOrb(), option('--version') ?? '', option('--checksum') ?? '') : packOrb()
  const problems = orbProblems(orb)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
  if (!process.argv.includes('--check')) console.log(stringify(orb, { lineWidth: 0 }))
  else if (problems.length === 0) console.log('the orb is clean')
}
