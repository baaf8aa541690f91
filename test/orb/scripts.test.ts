import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'bodywork-orb-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const name = 'bodywork-action-0.1.0.tgz'
const releases = join(folder, 'releases')
let checksum = ''

beforeAll(() => {
  mkdirSync(join(releases, 'v0.1.0'), { recursive: true })
  mkdirSync(join(folder, 'package/dist'), { recursive: true })
  writeFileSync(join(folder, 'package/dist/index.js'), 'console.log("0.1.0", process.argv.slice(2).join(" "))\n')
  const archive = join(releases, 'v0.1.0', name)
  execFileSync('tar', ['-czf', archive, '-C', folder, 'package'])
  checksum = createHash('sha256').update(readFileSync(archive)).digest('hex')
  writeFileSync(join(releases, 'v0.1.0/SHA256SUMS'), `${checksum}  ${name}\n`)
})

/** Runs a script of the orb as CircleCI does: its variables, and nothing of this machine but PATH. */
function run(script: string, env: Readonly<Record<string, string>>, home = mkdtempSync(join(folder, 'home-'))) {
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', join('orb/src/scripts', script)], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      CI: 'true',
      CIRCLECI: 'true',
      CIRCLE_BRANCH: 'main',
      CIRCLE_SHA1: 'a'.repeat(40),
      CIRCLE_PROJECT_REPONAME: 'iris',
      BASH_ENV: join(home, 'bash-env'),
      ...env,
    },
  })
  return { status, stdout, stderr, home }
}

const isPosix = process.platform !== 'win32'

describe.runIf(isPosix)('installing', () => {
  const settings = (over: Readonly<Record<string, string>> = {}) => ({
    BODYWORK_VERSION: '0.1.0',
    BODYWORK_CHECKSUM: checksum,
    BODYWORK_VENDORED: '',
    BODYWORK_DOWNLOAD_URL: `file://${releases}`,
    ...over,
  })

  test('an archive with the right checksum is unpacked and put on PATH', () => {
    const { status, stdout, home, stderr } = run('install.sh', settings())
    expect(status, stderr).toBe(0)
    expect(stdout).toContain('0.1.0 version')
    expect(readFileSync(join(home, 'bash-env'), 'utf8')).toBe(`export PATH="${home}/.bodywork/bin:$PATH"\n`)
    expect(run('install.sh', settings(), home).stdout).toContain('is there already')
  })

  test('without a pinned checksum the list of the release is used', () => {
    expect(run('install.sh', settings({ BODYWORK_CHECKSUM: '' })).status).toBe(0)
  })

  test('an archive with another checksum is never unpacked, whatever is vendored', () => {
    const vendored = join(releases, 'v0.1.0', name)
    const { status, stderr, home } = run(
      'install.sh',
      settings({ BODYWORK_CHECKSUM: 'f'.repeat(64), BODYWORK_VENDORED: vendored }),
    )
    expect(status).toBe(1)
    expect(stderr).toContain(`must be ${'f'.repeat(64)}`)
    expect(existsSync(join(home, '.bodywork/package'))).toBe(false)
  })

  test('when downloading fails the vendored archive is taken, and verified as well', () => {
    const offline = { BODYWORK_DOWNLOAD_URL: `file://${folder}/nowhere` }
    const vendored = { ...offline, BODYWORK_VENDORED: join(releases, 'v0.1.0', name) }
    expect(run('install.sh', settings(vendored)).stdout).toContain('downloading failed; taking')
    expect(run('install.sh', settings({ ...vendored, BODYWORK_CHECKSUM: 'f'.repeat(64) })).status).toBe(1)
    const none = run('install.sh', settings(offline))
    expect(none.status).toBe(1)
    expect(none.stderr).toContain('could not be downloaded')
  })
})

describe.runIf(isPosix)('running', () => {
  /** A tool that tells its words and its kubeconfig, and CircleCI's own program. */
  function withTools(exitCode = 0) {
    const home = mkdtempSync(join(folder, 'home-'))
    const bin = join(home, '.bodywork/bin')
    mkdirSync(bin, { recursive: true })
    const tool = `#!/usr/bin/env bash
printf '<%s>' "$@"; echo
if [ -n "\${KUBECONFIG:-}" ]; then ls -l "$KUBECONFIG" | sed 's/^-rw-------.*/mode 600/'; cat "$KUBECONFIG"; echo "at $KUBECONFIG"; fi
exit ${exitCode}
`
    const circleci = `#!/usr/bin/env bash
if [ "$1" = env ]; then printf '%s' "\${3//'\${CIRCLE_BRANCH}'/$CIRCLE_BRANCH}"; else printf 'marker'; printf ' <%s>' "$@"; echo; fi
`
    writeFileSync(join(bin, 'bodywork'), tool, { mode: 0o755 })
    writeFileSync(join(bin, 'circleci'), circleci, { mode: 0o755 })
    return (env: Readonly<Record<string, string>>) => run('run.sh', env, home)
  }

  test('parameters become options; empty ones do not', () => {
    const { stdout, stderr, status } = withTools()({
      BODYWORK_COMMAND: 'deploy',
      BODYWORK_FILE: 'ml/bodywork.yaml',
      BODYWORK_CONFIG_ENVIRONMENT: 'staging',
      BODYWORK_NAMESPACE: 'ml-${CIRCLE_BRANCH}',
      BODYWORK_CLUSTER: '',
      BODYWORK_STRICT: '1',
      BODYWORK_REPORT_DIR: 'out',
    })
    expect(status, stderr).toBe(0)
    expect(stdout).toBe(
      '<deploy><--file=ml/bodywork.yaml><--environment=staging><--namespace=ml-main><--report-dir=out><--log-dir=out/logs><--strict>\n',
    )
  })

  test('nothing in a value is run by the shell', () => {
    const { stdout } = withTools()({ BODYWORK_COMMAND: 'plan', BODYWORK_CLUSTER: '$(touch /tmp/x); `id` "a b"' })
    expect(stdout).toBe('<plan><--cluster=$(touch /tmp/x); `id` "a b">\n')
  })

  test.each([
    ['content', (text: string) => text],
    ['base64', (text: string) => Buffer.from(text).toString('base64')],
  ])('a kubeconfig as %s goes into a file that is gone afterwards', (_kind, written) => {
    const kubeconfig = 'clusters:\n- name: a\n'
    const { stdout } = withTools()({
      BODYWORK_COMMAND: 'deploy',
      BODYWORK_KUBECONFIG_VARIABLE: 'ML_CLUSTER',
      ML_CLUSTER: written(kubeconfig),
    })
    const [words, mode] = stdout.split('\n')
    expect([words, mode]).toEqual(['<deploy>', 'mode 600'])
    expect(stdout).toContain('- name: a')
    expect(existsSync(/at (.*)/.exec(stdout)?.[1] ?? '')).toBe(false)
  })

  test('the exit code is the one of the tool, also when its output is kept', () => {
    const output = join(folder, 'plan/plan.md')
    expect(withTools(4)({ BODYWORK_COMMAND: 'deploy' }).status).toBe(4)
    expect(withTools(3)({ BODYWORK_COMMAND: 'plan', BODYWORK_OUTPUT: output }).status).toBe(3)
    expect(readFileSync(output, 'utf8')).toBe('<plan>\n')
  })

  test('a deploy marker is written after success, and only then', () => {
    const env = { BODYWORK_COMMAND: 'deploy', BODYWORK_MARKER_ENVIRONMENT: 'production' }
    expect(withTools()(env).stdout).toContain(
      `marker <run> <release> <log> <--environment-name=production> <--component-name=iris> <--target-version=${'a'.repeat(40)}>`,
    )
    expect(withTools(1)(env).stdout).not.toContain('marker')
  })

  test.runIf(spawnSync('shellcheck', ['--version']).status === 0)('shellcheck finds nothing', () => {
    const { stdout } = spawnSync('shellcheck', ['orb/src/scripts/install.sh', 'orb/src/scripts/run.sh'], {
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
  })
})
