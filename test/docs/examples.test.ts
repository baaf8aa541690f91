import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/entry/cli.ts'
import { recordingIo } from '../builders-io.ts'

const root = join(import.meta.dirname, '../..')
const examples = join(root, 'examples')
const files = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /(?:^|\/)bodywork\.(?:yaml|ini)$/.test(path))
  .sort()

test.each(files)('examples/%s is valid, its files are there, and nothing about it is doubtful', async (file) => {
  const io = recordingIo({ cwd: root })
  const code = await runCli(['validate', `examples/${file}`, '--check-files', '--format', 'json'], io)
  const { problems } = JSON.parse(io.out())
  expect(problems.filter(({ severity }: { severity: string }) => severity !== 'note')).toEqual([])
  expect(code).toBe(0)
})

test('every example has a README and is in the list of all', () => {
  const list = readFileSync(join(examples, 'README.md'), 'utf8')
  for (const file of files) {
    const [folder = ''] = file.split('/')
    expect(list).toContain(`](${folder})`)
    expect(readFileSync(join(examples, folder, 'README.md'), 'utf8')).toMatch(/^# /)
  }
})

test('an example that is said to be run in the end-to-end tests is run there', () => {
  const folder = join(root, 'test/e2e')
  const tests = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const rows = readFileSync(join(examples, 'README.md'), 'utf8').matchAll(/^\| (.*) \| .* \| (yes|see .*) \|$/gm)
  const said = [...rows].flatMap(([, names = '']) => [...names.matchAll(/\]\(([^)]+)\)/g)].map(([, name = '']) => name))
  const isRun = (name: string) =>
    tests.some((text) => text.includes(`example('${name}')`) || text.includes(`examples/${name}'`))
  expect(said.filter((name) => !isRun(name))).toEqual([])
  expect(said.length).toBeGreaterThan(10)
})

test('the lines of YAML that scoring-four-ways counts are as many as it says', () => {
  const folder = join(examples, 'scoring-four-ways')
  const rows = readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\| \[(\w+)\]\(\w+\) \| (\d+) \| (\d+) \|/gm)
  const told = [...rows].map(([, way = '', own, other]) => [way, Number(own), Number(other)])
  const yaml = (way: string) =>
    readdirSync(join(folder, way), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'))
  const count = (way: string, paths: readonly string[]) =>
    paths
      .flatMap((path) => readFileSync(join(folder, way, path), 'utf8').split('\n'))
      .filter((line) => line.trim() !== '' && !line.trim().startsWith('#')).length
  expect(told).toHaveLength(4)
  for (const [way, own, other] of told) {
    const name = String(way)
    const others = yaml(name).filter((path) => dirname(path) !== '.' || path !== 'bodywork.yaml')
    expect([name, own, other]).toEqual([name, count(name, ['bodywork.yaml']), count(name, others)])
  }
})
