import { afterAll, describe, expect, test } from 'vitest'
import { kubeconfig, type Project, project } from './cluster.ts'
import { run } from './running.ts'
import { smallService } from './small-service.ts'

const projects: Project[] = []
afterAll(() => {
  for (const one of projects) one.remove()
})

describe.runIf(kubeconfig !== undefined)('a saved plan on a real Kubernetes', { timeout: 120_000 }, () => {
  test('is run as it was saved, and refused when somebody changed the service meanwhile', async () => {
    const at = project('saved')
    projects.push(at)
    at.commit(smallService(at.namespace, 'v1'))
    expect((await run(at, 'plan', '--save', 'plan.json')).status).toBe(0)
    const first = await run(at, 'deploy', '--plan', 'plan.json')
    expect(first.status, first.stdout + first.stderr).toBe(0)
    expect(at.kubectl('get', '--raw', `/api/v1/namespaces/${at.namespace}/services/serve:8000/proxy/`)).toBe('v1')

    const again = await run(at, 'deploy', '--plan', 'plan.json')
    expect(again.status).toBe(3)
    expect(again.stderr).toContain('the Deployment "serve" was made after plan.json was saved')

    at.commit(smallService(at.namespace, 'v2'))
    expect((await run(at, 'plan', '--save', 'plan.json')).status).toBe(0)
    at.kubectl('-n', at.namespace, 'set', 'env', 'deployment/serve', 'EXTRA=1')
    const moved = await run(at, 'deploy', '--plan', 'plan.json')
    expect(moved.status).toBe(3)
    expect(moved.stderr).toContain('the Deployment "serve" was changed after plan.json was saved')

    expect((await run(at, 'plan', '--save', 'plan.json')).status).toBe(0)
    const second = await run(at, 'deploy', '--plan', 'plan.json')
    expect(second.status, second.stdout + second.stderr).toBe(0)
    at.commit(smallService(at.namespace, 'v3'))
    const late = await run(at, 'deploy', '--plan', 'plan.json')
    expect(late.status).toBe(2)
    expect(late.stderr).toMatch(/plan\.json is for commit [0-9a-f]{40}, checked out is [0-9a-f]{40}/)
  })
})
