// Collects every problem code that the source can tell, so that the reference can be compared with it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const areas = ['config', 'input', 'plan', 'source', 'run', 'cluster', 'connect', 'manage', 'local', 'helm']
const word = /'([a-z][a-z0-9]*(?:-[a-z0-9]+)*)'/g

/** How codes are put together where they are not written out: the template, and where its words stand. */
const computed: readonly (readonly [template: string, words: (files: readonly SourceFile[]) => readonly string[]])[] = [
  [
    'cluster/${known.code}',
    (files) => [
      ...wordsAfter(files, /src\/cluster\/api-error\.ts$/, /return \{\s*code: ([^,\n]*)|\d{3}: (.*),\n/g),
      'server-error',
      'refused',
    ],
  ],
  ['cluster/${name}', (files) => wordsAfter(files, /src\/cluster\/api-error\.ts$/, /\bname: ('[a-z-]*'),/g)],
  [
    'connect/${code}',
    (files) => wordsAfter(files, /src\/connect\//, /cloud(?:Error|Problem)\(\s*([^,]*),|\bcode: ([^\n,]*),/g),
  ],
  ['plan/${code}', (files) => wordsAfter(files, /src\/plan\/plan-file\.ts$/, /refused\(\s*file,\s*('[a-z-]*')/g)],
  [
    "plan/${missing.key === 'run' ? 'module' : 'requirements'}-missing",
    () => ['module-missing', 'requirements-missing'],
  ],
  ['manage/${code}', (files) => wordsAfter(files, /src\/(?:manage|entry)\//, /\brefused\(\s*('[a-z-]*'),/g)],
  ['input/unknown-${what}', () => ['unknown-stage', 'unknown-group']],
]

interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Every code in `src`, in alphabetical order, and the templates this file does not know how to read. */
export function problemCodes(root: string): { readonly codes: readonly string[]; readonly unread: readonly string[] } {
  const files = sourceFiles(join(root, 'src'))
  const literal = new RegExp(`'((?:${areas.join('|')})/[a-z0-9]+(?:-[a-z0-9]+)*)'`, 'g')
  const template = new RegExp(`code: \`((?:${areas.join('|')})/[^\`]*)\``, 'g')
  const written = files.flatMap(({ text }) => [...text.matchAll(literal)].map((match) => match[1] ?? ''))
  const templates = new Set(files.flatMap(({ text }) => [...text.matchAll(template)].map((match) => match[1] ?? '')))
  const composed = computed
    .filter(([name]) => templates.has(name))
    .flatMap(([name, words]) => words(files).map((found) => `${name.slice(0, name.indexOf('/'))}/${found}`))
  return {
    codes: [...new Set([...written, ...composed])].sort(),
    unread: [...templates].filter((name) => !computed.some(([known]) => known === name)),
  }
}

function wordsAfter(files: readonly SourceFile[], path: RegExp, pattern: RegExp): readonly string[] {
  return files
    .filter((file) => path.test(file.path))
    .flatMap(({ text }) => [...text.matchAll(pattern)])
    .flatMap((match) => [...(match.slice(1).find((group) => group !== undefined) ?? '').matchAll(word)])
    .map((match) => match[1] ?? '')
}

function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: `src/${path.replaceAll('\\', '/')}`, text: readFileSync(join(folder, path), 'utf8') }))
}
