import { missing } from '../manage/missing.ts'
import { logSources, readLog } from '../manage/pod-logs.ts'
import { controlNamespace } from '../plan/secret-copy.ts'
import { safeLine } from '../report/safe-line.ts'
import type { Cluster } from '../run/ports.ts'
import type { Io } from './command.ts'
import { exitCodes } from './exit-codes.ts'

/** Prints the log of one Job while its pods exist. */
export async function jobLog(cluster: Cluster, job: string, namespace: string | undefined, io: Io): Promise<number> {
  const where = namespace ?? controlNamespace
  const pods = { apiVersion: 'v1', kind: 'Pod', namespace: where, labelSelector: `job-name=${job}` }
  const sources = logSources(await cluster.list(pods))
  if (sources.length === 0) {
    const jobs = await cluster.list({ apiVersion: 'batch/v1', kind: 'Job', namespace: where })
    const names = jobs.map(({ metadata }) => metadata.name)
    throw missing(`log of the Job in ${where}`, job, names, 'It has not begun, or its pod is gone.')
  }
  const wish = { follow: false, previous: false }
  for (const source of sources)
    await readLog(cluster, source, wish, ({ text }) => io.stdout(`${safeLine(text)}\n`), io.signal)
  return exitCodes.done
}
