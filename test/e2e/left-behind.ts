import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const listIn = 'BODYWORK_TEST_LEFT_BEHIND'

/** Notes objects of the cluster, as `kind/name`, that must be gone after the run however it ends. */
export function mustGo(...objects: readonly string[]): void {
  const list = process.env[listIn]
  if (list !== undefined) appendFileSync(list, objects.map((object) => `${object}\n`).join(''))
}

/** Takes away what is left of a run in the cluster: at its end, and when it is ended in the middle. */
export function setup(): () => void {
  const list = join(mkdtempSync(join(tmpdir(), 'left-behind-')), 'objects')
  process.env[listIn] = list
  let isClear = false
  const clear = (): void => {
    if (isClear || !existsSync(list) || process.env['KUBECONFIG'] === undefined) return
    isClear = true
    const objects = new Set(readFileSync(list, 'utf8').split('\n').filter(Boolean))
    spawnSync('kubectl', ['delete', ...objects, '--wait=false', '--ignore-not-found'], { stdio: 'ignore' })
  }
  const end = (signal: NodeJS.Signals): void => {
    clear()
    process.exitCode = signal === 'SIGINT' ? 130 : 143
    process.exit()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.once(signal, end)
  process.once('exit', clear)
  return () => {
    for (const signal of signals) process.off(signal, end)
    process.off('exit', clear)
    clear()
  }
}
