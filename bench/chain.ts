import { execFileSync } from 'node:child_process'
import { kube } from './kube.ts'
import { type Measured, percentile } from './measured.ts'
import { beside, image, program, ran, withProject } from './program.ts'

/** B1: a chain of short stages, against the same chain by a loop that does nothing else, and by kubectl. */
export async function chain(count: number): Promise<readonly Measured[]> {
  return withProject(
    'chain',
    (namespace) => ({ 'bodywork.yaml': config(namespace, count) }),
    async (at) => {
      execFileSync('kubectl', ['create', 'namespace', at.namespace], { stdio: 'pipe' })
      const ours = await measuredRun(at.namespace, () =>
        ran(process.execPath, [program, 'deploy', '--format', 'json'], { cwd: at.folder }),
      )
      const ran1 = firstToLast(ours.stdout)
      const loop = await ran(process.execPath, [beside('chain-loop'), at.namespace, image, String(count)])
      const floor = Number(loop.stdout)
      const few = Math.min(count, 8)
      const kubectl = (await byKubectl(at.namespace, few)) / few
      return [
        {
          bench: 'B1',
          what: `wall time of ${count} stages`,
          value: ran1 / 1000,
          unit: 's',
          against: { what: 'loop', value: floor / 1000 },
          target: { of: 'ratio', atMost: 1.05 },
        },
        {
          bench: 'B1',
          what: 'a stage',
          value: ran1 / count / 1000,
          unit: 's',
          against: { what: 'kubectl create job + wait', value: kubectl / 1000 },
        },
        {
          bench: 'B1',
          what: 'end of a container to the next Job, p50',
          value: percentile(ours.gaps, 0.5),
          unit: 'ms',
          target: { of: 'value', atMost: 20 },
        },
        {
          bench: 'B1',
          what: 'end of a container to the next Job, p99',
          value: percentile(ours.gaps, 0.99),
          unit: 'ms',
          target: { of: 'value', atMost: 100 },
        },
      ]
    },
  )
}

/** From the first Job to the last verdict: what lies before and after is no part of the chain. */
function firstToLast(stdout: string): number {
  const events = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  const begun = events.find((event) => event.type === 'stage.started')?.at
  const last = events.findLast((event) => event.type === 'stage.finished')
  if (last?.outcome !== 'succeeded') throw new Error(`the chain failed: ${stdout.slice(-2000)}`)
  return last.at - begun
}

/** Runs and watches from outside: for each stage the time from its container's end to the next Job. */
async function measuredRun<T>(
  namespace: string,
  run: () => Promise<T>,
): Promise<T & { readonly gaps: readonly number[] }> {
  const api = kube()
  const gaps: number[] = []
  let endedAt: number | undefined
  const seen = new Set<unknown>()
  const stopPods = await api.watch(`/api/v1/namespaces/${namespace}/pods?watch=1`, (_type, pod) => {
    const { metadata, status } = Object(pod)
    if (status?.containerStatuses?.[0]?.state?.terminated === undefined || seen.has(metadata.uid)) return
    seen.add(metadata.uid)
    endedAt = performance.now()
  })
  const stopJobs = await api.watch(`/apis/batch/v1/namespaces/${namespace}/jobs?watch=1`, (type) => {
    if (type !== 'ADDED' || endedAt === undefined) return
    gaps.push(performance.now() - endedAt)
    endedAt = undefined
  })
  const result = await run()
  stopPods()
  stopJobs()
  return { ...result, gaps }
}

async function byKubectl(namespace: string, count: number): Promise<number> {
  const start = performance.now()
  for (let number = 0; number < count; number++) {
    const name = `peer-${number}`
    await ran('kubectl', ['create', 'job', name, '-n', namespace, `--image=${image}`, '--', 'true'])
    await ran('kubectl', ['wait', '-n', namespace, '--for=condition=complete', `job/${name}`, '--timeout=120s'])
  }
  return performance.now() - start
}

function config(namespace: string, count: number): string {
  const names = Array.from({ length: count }, (_, number) => `stage${number}`)
  const stages = names.map(
    (name) =>
      `  ${name}:\n    command: ["true"]\n    source: image\n    resources: {cpu: 10m, memory: 16Mi}\n    batch: {timeout: 5m, retries: 0}\n`,
  )
  return `version: "2.0"\npipeline:\n  name: chain\n  namespace: ${namespace}\n  image: ${image}\n  DAG: ${names.join(' >> ')}\nstages:\n${stages.join('')}`
}
