// Whether this commit may become a release: one version everywhere, a dated entry in the changelog, dist/ of these
// sources, action.yml and the schema as they must be. With --tag vX.Y.Z the version must be that one.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { version } from '../src/model/version.ts'
import { programNames } from '../src/plan/programs.ts'
import { actionProblems } from './action-check.ts'
import { packOrb } from './orb.ts'
import { orbProblems } from './orb-check.ts'
import { memberOf } from './orb-shape.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** What is asked of a release, and what is wrong with it; empty lists mean that it is fine. */
export function releaseProblems(tag?: string): Readonly<Record<string, readonly string[]>> {
  return {
    version: versionProblems(tag),
    changelog: changelogProblems(read('CHANGELOG.md'), tag === undefined ? undefined : version),
    generated: generatedProblems(),
    'action.yml': [...actionProblems(parse(read('action.yml'))), ...missingFiles()],
    schema: schemaProblems(JSON.parse(read('schema/bodywork.schema.json'))),
    orb: orbProblems(packOrb()),
  }
}

function generatedProblems(): readonly string[] {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/generate.ts'), '--check'], {
    encoding: 'utf8',
  })
  return status === 0 ? [] : [stderr.trim()]
}

function versionProblems(tag: string | undefined): readonly string[] {
  const found: Readonly<Record<string, unknown>> = {
    'package.json': JSON.parse(read('package.json')).version,
    'package-lock.json': JSON.parse(read('package-lock.json')).version,
    'the orb': memberOf(packOrb(), 'commands', 'install', 'parameters', 'version', 'default'),
    ...(tag === undefined ? {} : { 'the tag': tag.replace(/^v/, '') }),
  }
  return Object.entries(found)
    .filter(([, value]) => value !== version)
    .map(([where, value]) => `src/model/version.ts says ${version}, ${where} says ${value}`)
}

/** A changelog keeps a section for what is not released; a release has a section of its own, with its date. */
export function changelogProblems(text: string, released?: string): readonly string[] {
  const heads = [...text.matchAll(/^## \[([^\]]+)\](?: - (\S+))?$/gm)].map(([, name, date]) => ({ name, date }))
  const undated = heads.filter(({ name, date }) => name !== 'Unreleased' && !/^\d{4}-\d{2}-\d{2}$/.test(date ?? ''))
  return [
    ...(heads[0]?.name === 'Unreleased' ? [] : ['CHANGELOG.md does not begin with "Unreleased"']),
    ...undated.map(({ name }) => `CHANGELOG.md: "${name}" has no date`),
    ...(released === undefined || heads.some(({ name }) => name === released)
      ? []
      : [`CHANGELOG.md has no section "${released}"`]),
  ]
}

/** What the action and the package need at run time. */
function missingFiles(): readonly string[] {
  return [
    'dist/index.js',
    'dist/licenses.txt',
    ...programNames.map((name) => `container/${name}`),
    'LICENSE',
    'SECURITY.md',
  ]
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `${path} is missing`)
}

/** The id is where editors look for the schema: it never changes, and versions live inside. */
export function schemaProblems(schema: unknown): readonly string[] {
  const id = memberOf(schema, '$id')
  const dialect = memberOf(schema, '$schema')
  return [
    ...(id === 'https://json.schemastore.org/bodywork.json' ? [] : [`the schema's $id is ${id}`]),
    ...(typeof dialect === 'string' && dialect.includes('json-schema.org') ? [] : ['the schema names no dialect']),
  ]
}

if (import.meta.main) {
  const at = process.argv.indexOf('--tag')
  const problems = releaseProblems(at < 0 ? undefined : process.argv[at + 1])
  let isFine = true
  for (const [what, found] of Object.entries(problems)) {
    console.log(
      `${found.length === 0 ? 'ok  ' : 'FAIL'} ${what}${found.map((problem) => `\n       ${problem}`).join('')}`,
    )
    isFine &&= found.length === 0
  }
  if (process.argv.includes('--skip-dist')) console.log('skip dist')
  else {
    try {
      execFileSync(process.execPath, [join(root, 'scripts/check-dist.ts')], { cwd: root, stdio: 'inherit' })
      console.log('ok   dist')
    } catch {
      console.log('FAIL dist')
      isFine = false
    }
  }
  process.exitCode = isFine ? 0 : 1
}
