import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Project, project } from './cluster.ts'
import { pathWithHelm } from './helm-tool.ts'

const projects: Project[] = []
afterAll(() => {
  for (const one of projects) one.remove()
})
beforeAll(() => {
  process.env['PATH'] = pathWithHelm()
})

/** What deploying an example on the local cluster prints. */
function deployed(name: string, ...words: readonly string[]): string {
  const at = project(`local-${name}`)
  projects.push(at)
  cpSync(join(process.cwd(), 'examples', name), at.folder, { recursive: true })
  at.commit({})
  const end = at.bodywork('deploy', '--local', ...words)
  expect(end.status, end.stdout + end.stderr).toBe(0)
  return end.stdout
}

test('artifacts: files go from stage to stage', () => {
  const out = deployed('artifacts')
  expect(out).toContain('check | the worst of 50 rows is off by 0.')
  expect(out).toContain('serve | serving after')
})

test('matrix: values from an output, outputs as lists', () => {
  const out = deployed('matrix')
  expect(out).toContain('scores [2.72727, 4.54545, 1.5, 2.5, 1, 0.1] errors [0.1, 0.2, 0.3]')
  expect(out.match(/^fit \| job\/.* created$/gm)).toHaveLength(1)
})

test('service-options: probes, ports, autoscaling, a headless service', () => {
  const out = deployed('service-options')
  expect(out).toContain('api | serving after')
  expect(out).toContain('worker | serving after')
})

test('four-ways: an image, a chart by real helm, manifests with a custom resource, a Python service', () => {
  const out = deployed('four-ways')
  expect(out).toContain('chart | schema is up to date')
  expect(out).toContain('report | serving after')
})

test('requirements: hashes and constraints', () => {
  const out = deployed('requirements')
  expect(out.match(/by tabulate 0\.9\.\d/g)).toHaveLength(2)
  expect(out).toMatch(/pinned \| bodywork: installed 1 package, lock [0-9a-f]{12}/)
})

test('nightly-scoring: batch stages only', () => {
  expect(deployed('nightly-scoring')).toContain('all segments are scored')
})
