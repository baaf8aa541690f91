import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'

const hasDist = existsSync('dist/index.js')

test.runIf(hasDist)('the bundle keeps its budgets: main 700 KB, everything 6 MB', () => {
  const sizes = readdirSync('dist', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(`${entry.parentPath}/${entry.name}`).size)
  expect(statSync('dist/index.js').size).toBeLessThanOrEqual(700 * 1024)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(6 * 1024 * 1024)
})

test('the runtime dependencies are those of the design', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(Object.keys(dependencies).sort()).toEqual([
    '@actions/core',
    '@actions/exec',
    '@kubernetes/client-node',
    'yaml',
  ])
})

test('the lockfile names no registry address', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"')
})
