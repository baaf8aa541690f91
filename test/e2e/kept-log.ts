import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Finished } from './cluster.ts'

/** Keeps what a deployment printed, where the gate wants such logs; the next one of that name follows it. */
export function keptLog(cluster: 'kubernetes' | 'local', name: string, { status, stdout, stderr }: Finished): void {
  const folder = process.env['BODYWORK_TEST_LOGS']
  if (folder === undefined) return
  mkdirSync(join(folder, cluster), { recursive: true })
  appendFileSync(
    join(folder, cluster, `${name.replace(/^(?:ex|local)-/, '')}.log`),
    `${stdout}${stderr}exit code ${status}\n\n`,
  )
}
