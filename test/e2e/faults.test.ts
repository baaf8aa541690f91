import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { kubeconfig, type Project, project } from './cluster.ts'
import { type FaultCase, faultCases, faultConfig } from './fault-cases.ts'
import { eventsIn, run, started } from './running.ts'

const projects: Project[] = []
afterAll(() => {
  for (const one of projects) one.remove()
})

function prepared(fault: FaultCase, number: number): Project {
  const at = project(`fault${number}`)
  projects.push(at)
  kubectlApply(`kind: Namespace\napiVersion: v1\nmetadata: {name: ${at.namespace}}\n`)
  if (fault.before !== undefined) kubectlApply(fault.before(at.namespace), at.namespace)
  at.commit({ 'bodywork.yaml': faultConfig(fault, at.namespace), 'main.py': fault.program })
  return at
}

function kubectlApply(text: string, namespace = 'default'): void {
  execFileSync('kubectl', ['apply', '--namespace', namespace, '-f', '-'], {
    input: text,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** Pods take their time to end. */
async function gone(at: Project): Promise<void> {
  const left = () => at.kubectl('get', 'jobs,deployments,services,pods', '-o', 'name').trim()
  for (let tries = 0; left() !== ''; tries++) {
    if (tries === 60) throw new Error(`left behind: ${left()}`)
    await setTimeout(1000)
  }
}

/** What a run said about its failure, whether it was found before or while it ran. */
function complaintOf(stdout: string) {
  const last = eventsIn(stdout).at(-1)
  return {
    outcome: last?.['outcome'],
    rollback: last?.['rollback'],
    failure: last?.['failure'],
    problems: last?.['problems'],
  }
}

describe.runIf(kubeconfig !== undefined)('faults on a real Kubernetes', () => {
  test.concurrent.each(faultCases.map((fault, number) => ({ ...fault, number })))(
    '$name: the right cause, line, hint and exit code',
    async (fault) => {
      const at = prepared(fault, fault.number)
      const { status, stdout, stderr } = await run(at, 'deploy', '--format', 'json')
      const said = complaintOf(stdout)
      const line =
        faultConfig(fault, at.namespace)
          .split('\n')
          .findIndex((text) => text.trim() === fault.line) + 1
      const where = {
        cause: fault.cause,
        hint: expect.stringMatching(fault.hint),
        place: expect.objectContaining({ line }),
      }
      if (fault.status === 2) {
        const { cause: code, ...rest } = where
        expect(said.problems, stderr).toEqual([expect.objectContaining({ code, ...rest })])
      } else expect(said.failure, stderr).toMatchObject(where)
      expect(status).toBe(fault.status)
      await gone(at)
    },
  )

  test.concurrent('an account without rights is told what it may not do, and where the right to is printed', async () => {
    const at = project('fault-rights')
    projects.push(at)
    kubectlApply(`kind: Namespace\napiVersion: v1\nmetadata: {name: ${at.namespace}}\n`)
    kubectlApply('kind: ServiceAccount\napiVersion: v1\nmetadata: {name: weak}\n', at.namespace)
    const [fault] = faultCases
    if (fault === undefined) throw new Error('no case')
    at.commit({ 'bodywork.yaml': faultConfig(fault, at.namespace), 'main.py': fault.program })
    const config = JSON.parse(at.kubectl('config', 'view', '--raw', '--minify', '-o', 'json'))
    config.users[0].user = { token: at.kubectl('create', 'token', 'weak').trim() }
    writeFileSync(join(at.folder, 'weak.json'), JSON.stringify(config))
    const { status, stdout, stderr } = await started(at, ['deploy'], { KUBECONFIG: join(at.folder, 'weak.json') }).done
    expect(stdout + stderr).toMatch(/forbidden|not allowed/)
    expect(stdout + stderr).toContain(`namespace ${at.namespace}`)
    expect(stdout + stderr).toContain('bodywork rbac')
    expect(status).toBe(3)
  })
})
