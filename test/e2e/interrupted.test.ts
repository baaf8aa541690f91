import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, describe, test } from 'vitest'
import { seededRandom } from '../cluster/fault-proxy.ts'
import { kubeconfig, type Project, project } from './cluster.ts'
import { requestGate } from './request-gate.ts'
import { run, started } from './running.ts'
import { smallService } from './small-service.ts'

const projects: Project[] = []
afterAll(() => {
  for (const one of projects) one.remove()
})

/** A pipeline whose first version is deployed. */
async function deployed(name: string): Promise<Project> {
  const at = project(name)
  projects.push(at)
  at.commit(smallService(at.namespace, 'v0'))
  const { status, stdout, stderr } = await run(at, 'deploy')
  if (status !== 0) throw new Error(stdout + stderr)
  return at
}

interface Found {
  readonly items: readonly {
    readonly kind: string
    readonly metadata: {
      readonly name: string
      readonly labels?: Readonly<Record<string, string>>
      readonly deletionTimestamp?: string
    }
  }[]
}

const asked = promisify(execFile)

/** What serves and what is left; pods that are about to end are not counted. The tests at its side go on meanwhile. */
async function standing({ namespace }: Project): Promise<object> {
  const get = async (...words: readonly string[]) =>
    (await asked('kubectl', ['-n', namespace, 'get', ...words])).stdout.trim()
  const [answer, found] = await Promise.all([
    get('--raw', `/api/v1/namespaces/${namespace}/services/serve:8000/proxy/`),
    get('jobs,leases,deployments,services,pods,configmaps', '-o', 'json'),
  ])
  const { items }: Found = JSON.parse(found)
  const of = (...kinds: readonly string[]) => items.filter(({ kind }) => kinds.includes(kind))
  const names = (...kinds: readonly string[]) => of(...kinds).map(({ kind, metadata }) => `${kind}/${metadata.name}`)
  return {
    answer,
    left: names('Job', 'Lease'),
    serving: names('Deployment', 'Service'),
    pods: of('Pod').filter(({ metadata }) => metadata.deletionTimestamp === undefined).length,
    code: of('ConfigMap').filter(({ metadata }) => metadata.labels?.['bodywork.dev/pipeline'] !== undefined).length,
  }
}
const whole = (answer: string, code: number) => ({
  answer,
  left: [],
  serving: ['Deployment/serve', 'Service/serve'],
  pods: 1,
  code,
})

/** Runs a bad deployment, and kills it when its n-th request that changes something has been answered. */
async function killedAfter(at: Project, changes: number): Promise<void> {
  let left = changes
  let child: { kill(signal: NodeJS.Signals): boolean } | undefined
  const gate = await requestGate(({ method, path }) => {
    if (method === 'GET' || path.includes('selfsubject')) return true
    left--
    if (left === 0) child?.kill('SIGKILL')
    return left > 0
  })
  const config = join(at.folder, '.git/gate.json')
  writeFileSync(config, JSON.stringify(gate.kubeconfig))
  const running = started(at, ['deploy'], { KUBECONFIG: config })
  child = running.child
  await running.done
  gate.close()
}

/** The cluster's own network and its garbage collection follow a moment after what the run has seen to. */
const settling = { timeout: 10_000, interval: 200 }

const patient = { concurrent: true, timeout: 400_000 }

describe.runIf(kubeconfig !== undefined)('interrupted on a real Kubernetes', patient, () => {
  test.for([1, 2, 3])(
    'a deployment killed after change %i, or after 3, 6, 9 or 12 more: everything is new or old afterwards',
    async (first, { expect }) => {
      const at = await deployed(`kill${first}`)
      let serving = 'v0'
      // What starts the programs, and the code of each version.
      let code = 2
      for (let changes = first; changes <= 15; changes += 3) {
        const when = `killed after ${changes}`
        at.commit({ ...smallService(at.namespace, 'bad') })
        await killedAfter(at, changes)
        await run(at, 'unlock', '--force')
        if (changes % 2 === 0) {
          expect((await run(at, 'finish')).status, when).toBe(0)
        } else {
          serving = `v${changes}`
          code++
          at.commit(smallService(at.namespace, serving))
          const { status, stdout, stderr } = await run(at, 'deploy')
          expect(status, `${when}: ${stdout}${stderr}`).toBe(0)
        }
        await expect.poll(() => standing(at), { ...settling, message: when }).toEqual(whole(serving, code))
      }
    },
  )

  test.for([1, 2])(
    'SIGINT at ten random moments: 130 within five seconds, and finish restores (%i)',
    async (seed, { expect }) => {
      const random = seededRandom(seed)
      const at = await deployed(`int${seed}`)
      let serving = 'v0'
      for (let round = 0; round < 10; round++) {
        at.commit(smallService(at.namespace, `n${round}`))
        const running = started(at, ['deploy', '--format', 'json'])
        await running.said(/run\.started/)
        const waitedMs = Math.round(random() * 3000)
        await setTimeout(waitedMs)
        const begunAt = performance.now()
        running.child.kill('SIGINT')
        const { status, stdout, stderr } = await running.done
        const when = `cancelled after ${waitedMs} ms: ${stdout}${stderr}`
        // It may have been done by then.
        if (status === 0) serving = `n${round}`
        else expect(status, when).toBe(130)
        expect(performance.now() - begunAt, when).toBeLessThan(5000)
        expect((await run(at, 'finish')).status, when).toBe(0)
        await expect
          .poll(() => standing(at), { ...settling, message: when })
          .toMatchObject({ answer: serving, left: [], pods: 1 })
      }
    },
  )
})
