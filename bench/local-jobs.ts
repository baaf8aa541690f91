import { virtualClock } from '../src/local/clock-virtual.ts'
import { startLocalCluster } from '../src/local/cluster.ts'
import { hasCondition } from '../src/local/controllers/conditions.ts'
import { simulatedNode } from '../src/local/node/simulated/simulated-node.ts'

// How long and how much memory a number of simulated pods take, a Job each; `npm run bench -- --only L`, or alone
// `node --max-old-space-size=300 --max-semi-space-size=4 bench/local-jobs.ts [COUNT]`: without a limit Node.js puts off
// collecting garbage for as long as the machine has memory.
const count = Number(process.argv[2] ?? 10_000)
const clock = virtualClock()
const mistakes: unknown[] = []
const cluster = startLocalCluster({
  clock,
  node: simulatedNode({ script: (_pod, random) => ({ runMs: 1000 + Math.floor(random() * 60_000), logs: ['done'] }) }),
  onError: (_controller, _key, error) => void mistakes.push(error),
})
cluster.store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'bench' } })
await clock.advance(1000)

const start = performance.now()
const cpu = process.cpuUsage()
let done = 0
let peakMb = 0
const finished = Promise.withResolvers<void>()
cluster.store.watch(['Job'], ({ type, object }) => {
  if (type !== 'MODIFIED' || !hasCondition(object, 'Complete') || ++done < count) return
  finished.resolve()
})
for (let number = 0; number < count; number++) cluster.store.create(jobFor(number))
const sampler = setInterval(() => {
  peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20)
}, 50)
await clock.run(finished.promise)
clearInterval(sampler)
const seconds = (performance.now() - start) / 1000
const used = process.cpuUsage(cpu)
peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20, process.resourceUsage().maxRSS / 1024)
await cluster.stop()
if (mistakes.length > 0) throw mistakes[0]

console.log(
  JSON.stringify({
    jobs: count,
    realSeconds: Number(seconds.toFixed(2)),
    cpuSeconds: Number((used.user / 1e6 + used.system / 1e6).toFixed(2)),
    jobsPerSecond: Math.round(count / seconds),
    virtualSeconds: Math.round((clock.now() - Date.UTC(2026, 0, 5, 9)) / 1000),
    peakMb: Math.round(peakMb),
  }),
)

function jobFor(number: number) {
  const containers = [{ name: 'main', image: 'train:1' }]
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `job-${number}`, namespace: 'bench' },
    spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers } } },
  }
}
