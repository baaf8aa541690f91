import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { type HelmChart, helmTemplate, type ProgramEnd, type RunHelm } from '../../src/source/helm.ts'

const chart: HelmChart = {
  stage: 'web',
  release: 'model',
  namespace: 'iris',
  chart: 'ml/chart',
  files: [{ path: 'ml/chart/Chart.yaml', content: Buffer.from('name: x') }],
  values: [{ path: 'ml/values.yaml', content: Buffer.from('a: 1') }],
  set: { 'image.tag': 'v1', 'list[0]': 2 },
}
const end = (over: Partial<ProgramEnd> = {}): ProgramEnd => ({ exitCode: 0, stdout: '', stderr: '', ...over })
const helm =
  (version: string, template: (args: readonly string[]) => ProgramEnd): RunHelm =>
  (args) =>
    Promise.resolve(args[0] === 'version' ? end({ stdout: version }) : template(args))

test('a chart is rendered from its files alone, and they are gone afterwards', async () => {
  const seen: string[][] = []
  const result = await helmTemplate(
    chart,
    helm('v3.19.0', (args) => {
      seen.push([...args])
      expect(existsSync(`${args[2]}/Chart.yaml`)).toBe(true)
      return end({ stdout: 'kind: X' })
    }),
  )
  expect(result).toMatchObject({ ok: true, value: 'kind: X' })
  const folder = dirname(dirname(seen[0]?.[2] ?? ''))
  expect(seen[0]?.map((word) => word.replace(folder, 'T'))).toEqual([
    'template',
    'model',
    'T/ml/chart',
    '--values',
    'T/ml/values.yaml',
    '--values',
    'T/.set-values.json',
    '--set-json',
    'list[0]=2',
    '--namespace',
    'iris',
    '--include-crds',
  ])
  expect(existsSync(folder)).toBe(false)
})

test.each([
  ['no helm', () => Promise.reject(new Error('not found')), 'helm/missing', /cannot be run/],
  ['an old helm', helm('v2.16.1', () => end()), 'helm/version', /this is helm v2\.16\.1/],
  ['a young 3', helm('v3.9.0', () => end()), 'helm/version', /3\.10/],
] as const)('%s is said with the version needed', async (_name, run, code, words) => {
  const result = await helmTemplate(chart, run)
  expect(result.problems).toMatchObject([{ code, message: expect.stringMatching(words) }])
})

test('what helm says is told without its temporary folder, and shortened', async () => {
  const stderr = (args: readonly string[]) =>
    `WARNING: x\nError: template: ${args[2]}/templates/a.yaml:1: no "b"\n${'line\n'.repeat(40)}\nUse --debug flag`
  const result = await helmTemplate(
    chart,
    helm('v4.0.1', (args) => end({ exitCode: 1, stderr: stderr(args) })),
  )
  const message = result.problems[0]?.message ?? ''
  expect(message).toMatch(
    /^helm cannot render ml\/chart for stage "web": template: ml\/chart\/templates\/a\.yaml:1: no "b"\n/,
  )
  expect(message).toMatch(/ …$/)
  expect(message.split('\n')).toHaveLength(8)
})
