import { restoreSummary } from '../report/restore-summary.ts'
import { reportKeeper } from '../report/run-report.ts'
import { restoredText } from '../report/wording.ts'
import { finishRun } from '../run/finish.ts'
import type { ActionDoor } from './action-door.ts'
import type { ActionInputs } from './action-inputs.ts'
import { actionTarget } from './action-target.ts'
import { exitCodes } from './exit-codes.ts'
import { liveLog } from './live-log.ts'
import { runIdentity } from './run-identity.ts'
import { portsOf } from './run-ports.ts'

/** How long the post step waits for the lease of a main that was killed. */
const waitLockMs = 60_000

/** After main: a run that ended needs nothing; one that was cancelled or killed is undone and verified here. */
export async function postPhase(door: ActionDoor, inputs: ActionInputs): Promise<number> {
  const { runner } = door
  const pipeline = runner.state('pipeline')
  const outcome = runner.state('outcome')
  const hasEnded = outcome !== '' && !outcome.endsWith('-deferred')
  if (pipeline === '' || hasEnded || door.env['BODYWORK_SKIP_POST'] === 'true') return exitCodes.done
  const connected = await door.wiring.connect(actionTarget(door, inputs))
  const keeper = reportKeeper()
  const log = liveLog(door, inputs)
  const { runId, attempt } = runIdentity(door.env)
  try {
    const taken = await finishRun({
      pipeline,
      namespace: runner.state('namespace'),
      holder: `${runId}/${attempt}`,
      ports: portsOf(connected, door.wiring, (event) => {
        log.emit(event)
        keeper.emit(event)
      }),
      judge: await door.wiring.judge(),
      force: false,
      waitLockMs,
      signal: door.signal,
    })
    if (taken === undefined) return exitCodes.done
    door.write(`bodywork | ${restoredText(taken.outcome)}\n`)
    if (inputs.flag('summary')) await runner.writeSummary(restoreSummary(pipeline, taken.outcome, keeper.report()))
    return taken.outcome === 'restore-failed' ? exitCodes.notRestored : exitCodes.done
  } finally {
    log.close()
    await connected.close()
  }
}
