import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubeconfig, type Project } from './cluster.ts'
import { exampleProject } from './example-project.ts'
import { pathWithHelm } from './helm-tool.ts'
import { started } from './running.ts'

const projects: Project[] = []
afterAll(() => {
  for (const one of projects) one.remove()
})
beforeAll(() => {
  if (kubeconfig !== undefined) process.env['PATH'] = pathWithHelm()
})

function example(name: string): Project {
  const at = exampleProject(name)
  projects.push(at)
  return at
}

interface Revision {
  readonly revision: number
  readonly status: string
  readonly description: string
}

/** What helm itself says of the release; nothing when there is none. */
function history({ namespace }: Project): readonly Revision[] {
  const { stdout } = spawnSync('helm', ['history', 'scorer', '-n', namespace, '-o', 'json'], { encoding: 'utf8' })
  return stdout === '' ? [] : JSON.parse(stdout)
}

/** What the service says, asked from inside its pod. */
const answer = (at: Project): string =>
  at.kubectl(
    'exec',
    'deploy/scorer',
    '--',
    'python',
    '-c',
    'import urllib.request; print(urllib.request.urlopen("http://localhost:8000").read().decode())',
  )

/** Ends a process and everything it started at once, as the machine does that goes away. */
function killAll(pid: number | undefined): void {
  const children = (one: number): readonly number[] => {
    const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(one)], { encoding: 'utf8' })
    return stdout
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(Number)
  }
  const all = (one: number): readonly number[] => [one, ...children(one).flatMap(all)]
  for (const one of pid === undefined ? [] : all(pid)) process.kill(one, 'SIGKILL')
}

describe.runIf(kubeconfig !== undefined)('releases of helm on a real Kubernetes', () => {
  test('helm installs and upgrades, a failure and a kill bring its revision back, and what leaves is uninstalled', async () => {
    const at = example('helm-release')
    const deploy = () => at.bodywork('deploy', '--namespace', at.namespace)
    const first = deploy()
    expect(first.status, first.stdout + first.stderr).toBe(0)
    expect(first.stdout).toContain('release/scorer created')
    expect(answer(at)).toContain('{"greeting": "hello", "accuracy": 0.97}')
    const listed = execFileSync('helm', ['list', '-n', at.namespace, '-l', 'bodywork.dev/release-of=helm-release'])
    expect(listed.toString()).toMatch(/^scorer\s/m)

    const whole = at.file('bodywork.yaml')
    const alone = whole.replace('train >> chart', 'chart').replace('${outputs.train.accuracy}', '0.97')
    at.commit({ 'production.yaml': 'greeting: good day\n', 'bodywork.yaml': alone })
    const second = deploy()
    expect(second.status, second.stdout + second.stderr).toBe(0)
    expect(history(at).at(-1)).toMatchObject({ revision: 2, status: 'deployed' })

    at.commit({ 'production.yaml': 'greeting: bye\nbefore: print("no model here"); raise SystemExit(3)\n' })
    const failed = deploy()
    expect(failed.status, failed.stdout + failed.stderr).toBe(1)
    expect(failed.stdout).toContain('container scorer ended with exit code 3')
    expect(failed.stdout).toMatch(/chart .*no model here/)
    expect(failed.stdout).toContain('what was deployed before is back')
    expect(history(at).at(-1)).toMatchObject({ status: 'deployed', description: 'Rollback to 2' })
    expect(answer(at)).toContain('good day')

    at.commit({ 'production.yaml': 'greeting: bye\nbefore: import time; time.sleep(600)\n' })
    const { child, said, done } = started(at, ['deploy', '--namespace', at.namespace], {
      TMPDIR: join(at.folder, '.git'),
    })
    await said(/chart \| .*ready/)
    await expect.poll(() => history(at).at(-1)?.status, { timeout: 30_000 }).toBe('pending-upgrade')
    killAll(child.pid)
    await done
    expect(history(at).at(-1)?.status).toBe('pending-upgrade')
    at.bodywork('unlock', '--namespace', at.namespace, '--force')
    const finished = at.bodywork('finish', '--namespace', at.namespace)
    expect(finished.status, finished.stdout + finished.stderr).toBe(0)
    expect(history(at).at(-1)).toMatchObject({
      status: 'deployed',
      description: expect.stringMatching(/^Rollback to \d+$/),
    })
    expect(answer(at)).toContain('good day')

    const note = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'note' } })
    const [head = ''] = whole.split('stages:\n')
    const other = `${head.replace('train >> chart', 'note')}stages:\n  note: {manifests: [note.yaml]}\n`
    at.commit({ 'bodywork.yaml': other, 'note.yaml': note })
    const last = deploy()
    expect(last.status, last.stdout + last.stderr).toBe(0)
    expect(last.stdout).toContain('release/scorer deleted')
    expect(history(at)).toEqual([])
    expect(at.kubectl('get', 'deploy,svc', '-o', 'name')).toBe('')
  })
})
