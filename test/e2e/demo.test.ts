import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const program = process.env['BODYWORK_TEST_PROGRAM'] ?? join(process.cwd(), 'dist/index.js')
const folder = mkdtempSync(join(tmpdir(), 'bodywork-demo-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.skipIf(process.platform === 'win32')(
  'the demo trains, serves, breaks and restores, and leaves only its reports',
  () => {
    const before = readdirSync(tmpdir()).filter((name) => /^bodywork-demo-(?!test-)/.test(name))
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'demo'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    expect(status, `${stdout}\n${stderr}`).toBe(0)
    expect(stdout).toMatch(/right for 9\d% of 30 others/)
    expect(stdout).toContain('"species": "virginica"')
    expect(stdout).toContain('the Python module "package_nobody_installed" is not installed')
    expect(stdout).toMatch(/demo \| 3 of 3: \d+ requests were answered meanwhile, 0 were not/)
    expect(readFileSync(join(folder, 'bodywork-demo/broken/report.html'), 'utf8')).toContain('package_nobody_installed')
    expect(readFileSync(join(folder, 'bodywork-demo/broken/report.md'), 'utf8')).toContain('package_nobody_installed')
    expect(readdirSync(tmpdir()).filter((name) => /^bodywork-demo-(?!test-)/.test(name))).toEqual(before)
  },
)
