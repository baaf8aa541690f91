import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/** Which layers a layer may import by value; every layer may import itself. */
const allowed: Record<string, readonly string[]> = {
  model: [],
  generated: [],
  config: ['model', 'generated'],
  plan: ['model', 'generated'],
  source: ['model', 'plan'],
  run: ['model', 'plan', 'source'],
  cluster: ['model', 'plan', 'run'],
  connect: ['model', 'run', 'cluster'],
  local: [],
  report: ['model', 'plan', 'run'],
  manage: ['model', 'plan', 'source', 'run', 'cluster', 'connect'],
  entry: ['model', 'generated', 'config', 'plan', 'source', 'run', 'cluster', 'connect', 'local', 'report', 'manage'],
  main: ['model', 'entry'],
}

/** Where each third-party package may be imported by value. */
const homes: Record<string, readonly string[]> = {
  yaml: ['src/config/', 'src/local/api/yaml-body.ts', 'src/entry/yaml-output.ts', 'src/run/adapters/'],
  '@actions/core': ['src/entry/', 'src/report/github-', 'src/connect/oidc'],
  '@actions/exec': ['src/source/', 'src/run/adapters/', 'src/connect/'],
  '@kubernetes/client-node': ['src/connect/kubeconfig'],
}

const files = globSync('src/**/*.ts').map((file) => file.replaceAll('\\', '/'))
const text = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
const layerOf = (file: string) => (file === 'src/main.ts' ? 'main' : (file.split('/')[1] ?? ''))

interface Import {
  readonly from: string
  readonly isType: boolean
  readonly isLazy: boolean
}

function importsOf(file: string): readonly Import[] {
  const source = text.get(file) ?? ''
  const statics = [...source.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)]
  const dynamics = [...source.matchAll(/(?<!typeof )\bimport\(\s*['"]([^'"]+)['"]/g)]
  return [
    ...statics.map((match) => ({ from: match[2] ?? '', isType: match[1] !== undefined, isLazy: false })),
    ...dynamics.map((match) => ({ from: match[1] ?? '', isType: false, isLazy: true })),
  ]
}

const valueImports = files.flatMap((file) =>
  importsOf(file)
    .filter((imported) => !imported.isType)
    .map((imported) => ({ file, from: imported.from })),
)

test('imports point down', () => {
  const wrong = valueImports.filter(({ file, from }) => {
    if (!from.startsWith('.')) return false
    const target = layerOf(normalize(join(dirname(file), from)).replaceAll('\\', '/'))
    const layer = layerOf(file)
    return target !== layer && !(allowed[layer] ?? []).includes(target)
  })
  expect(wrong).toEqual([])
})

test('no import runs in a circle, not even one of types', () => {
  const needs = new Map(
    files.map((file) => [
      file,
      importsOf(file).flatMap(({ from, isLazy }) =>
        from.startsWith('.') && !isLazy ? [normalize(join(dirname(file), from)).replaceAll('\\', '/')] : [],
      ),
    ]),
  )
  for (let count = -1; count !== needs.size; ) {
    count = needs.size
    for (const [file, targets] of needs) if (!targets.some((target) => needs.has(target))) needs.delete(file)
  }
  expect([...needs.keys()]).toEqual([])
})

test('each third-party package has one home', () => {
  const wrong = valueImports.filter(({ file, from }) => {
    if (from.startsWith('.') || from.startsWith('node:')) return false
    const name = from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : (from.split('/')[0] ?? '')
    return !(homes[name] ?? []).some((home) => file.startsWith(home))
  })
  expect(wrong).toEqual([])
})

test('what every start pays for is small: main and cli load no third-party package', () => {
  const seen = new Set<string>()
  const reach = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    const source = text.get(file) ?? ''
    for (const match of source.matchAll(/^(?:import|export)\s+(?!type\s)(?:[^'"]*?\sfrom\s+)['"]([^'"]+)['"]/gm)) {
      const from = match[1] ?? ''
      expect(from, `${file} is loaded at every start`).toMatch(/^(\.|node:)/)
      if (from.startsWith('.')) reach(normalize(join(dirname(file), from)).replaceAll('\\', '/'))
    }
  }
  reach('src/main.ts')
  reach('src/entry/cli.ts')
  expect(seen.size).toBeGreaterThan(2)
})

test('no file is longer than 250 lines', () => {
  expect(files.filter((file) => (text.get(file) ?? '').split('\n').length > 251)).toEqual([])
})

test('every source file is run by a test: one of the same path, or one that reaches it through imports', () => {
  const tests = globSync('test/**/*.ts').map((file) => file.replaceAll('\\', '/'))
  for (const file of tests) text.set(file, readFileSync(file, 'utf8'))
  const reached = new Set<string>()
  const reach = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    for (const { from, isType } of importsOf(file))
      if (!isType && from.startsWith('.')) reach(normalize(join(dirname(file), from)).replaceAll('\\', '/'))
  }
  for (const file of tests) reach(file)
  const untested = files.filter((file) => !reached.has(file) && !isDeclarationOnly(text.get(file) ?? ''))
  expect(untested).toEqual([])
})

function isDeclarationOnly(source: string): boolean {
  return !/^export (async )?(function|const|class)/m.test(source)
}

test('nothing is left open in the code', () => {
  const open = files.filter((file) => /\b(TODO|FIXME|XXX)\b|not implemented/i.test(text.get(file) ?? ''))
  expect(open).toEqual([])
})
