import { listAt, numberAt, textAt } from '../../api/json.ts'
import { mapAt, timeAt } from '../../controllers/fields.ts'
import { newRun, type SimulatedContainer } from '../simulated/container-state.ts'
import type { PodContext } from '../simulated/pod-context.ts'

const LOST = {
  exitCode: 137,
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was terminated',
}

/**
 * Takes over a pod that an earlier node ran: its processes are gone. A pod that restarts goes on as after a reboot, with
 * its counts; one that does not has failed, unless none of its programs had begun. True means it goes on.
 */
export function restorePod(context: PodContext): boolean {
  const { pod, containers, facts } = context
  const main = containers.filter(({ role }) => role === 'main')
  for (const container of main) restoreRuns(container, statusOf(pod, container.name), facts.startedMs)
  if (main.every(({ runs }) => runs.length === 0)) return true
  facts.phase = 'Running'
  if (textAt(pod, 'spec', 'restartPolicy') !== 'Never') return true
  for (const container of containers) {
    if (container.runs.length === 0) addRun(container, facts.startedMs, container.role === 'init' ? 0 : undefined)
    container.waiting = undefined
    container.isFinal = true
  }
  facts.phase = 'Failed'
  return false
}

function statusOf(pod: unknown, name: string): unknown {
  return listAt(pod, 'status', 'containerStatuses').find((status) => textAt(status, 'name') === name)
}

function restoreRuns(container: SimulatedContainer, status: unknown, now: number): void {
  if (textAt(status, 'containerID') === '') return
  const count = (numberAt(status, 'restartCount') ?? 0) + 1
  const state = mapAt(status, 'state')
  const known = state['terminated'] ?? mapAt(status, 'lastState')['terminated']
  for (let number = 0; number < count; number++) {
    const run = newRun(number, timeAt(state['running'] ?? known, 'startedAt') ?? now, textAt(status, 'containerID'))
    const isLast = number === count - 1
    const end = isLast && state['running'] === undefined ? endOf(known, now) : undefined
    run.end = end ?? { atMs: now, ...LOST }
    run.settle()
    container.runs.push(run)
  }
}

function endOf(terminated: unknown, now: number) {
  const exitCode = numberAt(terminated, 'exitCode')
  if (exitCode === undefined) return undefined
  const message = textAt(terminated, 'message') || undefined
  return { atMs: timeAt(terminated, 'finishedAt') ?? now, exitCode, reason: textAt(terminated, 'reason'), message }
}

function addRun(container: SimulatedContainer, now: number, exitCode: number | undefined): void {
  const run = newRun(0, now, 'local://lost')
  run.end = exitCode === undefined ? { atMs: now, ...LOST } : { atMs: now, exitCode, reason: 'Completed' }
  run.settle()
  container.runs.push(run)
}
