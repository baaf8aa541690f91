import { kube } from './kube.ts'

// The floor of B1: a Job after a Job, each made the moment the watch shows that the one before has ended, nothing else.
const [namespace = 'default', image = 'busybox', count = '30'] = process.argv.slice(2)
const api = kube()
const jobs = `/apis/batch/v1/namespaces/${namespace}/jobs`
const pods = `/api/v1/namespaces/${namespace}/pods?labelSelector=bench%3Dloop`
let at = 0
const { promise: ended, resolve } = Promise.withResolvers<void>()

function job(number: number): object {
  const container = { name: 'bodywork', image, imagePullPolicy: 'Always', command: ['true'] }
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `loop-${number}` },
    spec: {
      backoffLimit: 0,
      template: {
        metadata: { labels: { bench: 'loop' } },
        spec: {
          restartPolicy: 'Never',
          containers: [{ ...container, resources: { requests: { cpu: '10m', memory: '16Mi' } } }],
        },
      },
    },
  }
}

interface Pod {
  readonly metadata?: { readonly labels?: Record<string, string> }
  readonly status?: {
    readonly containerStatuses?: { readonly state?: { readonly terminated?: { exitCode: number } } }[]
  }
}

function next(_type: string, pod: Pod): void {
  if (pod.metadata?.labels?.['job-name'] !== `loop-${at}`) return
  const terminated = pod.status?.containerStatuses?.[0]?.state?.terminated
  if (terminated === undefined) return
  if (terminated.exitCode !== 0) throw new Error(`loop-${at} failed`)
  at++
  if (at === Number(count)) return resolve()
  void api.send('POST', jobs, job(at))
}

const start = performance.now()
const stop = await api.watch(`${pods}&watch=1`, next)
await api.send('POST', jobs, job(0))
await ended
console.log(Math.round(performance.now() - start))
stop()
process.exit(0)
