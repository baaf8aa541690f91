import { safeLine } from '../report/safe-line.ts'
import type { ActionDoor } from './action-door.ts'
import type { ActionInputs } from './action-inputs.ts'
import type { ClusterTarget } from './cluster-target.ts'
import { cloudTarget } from './connect-inputs.ts'

/** Which cluster the inputs mean. */
export function actionTarget(door: ActionDoor, inputs: ActionInputs): ClusterTarget {
  const kubeconfig = inputs.text('kubeconfig')
  const context = inputs.text('context')
  return {
    env: door.env,
    isLocal: inputs.text('provider') === 'local',
    mask: (secret) => door.runner.setSecret(secret),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
    ...cloudTarget(inputs),
    ...(door.runner.isDebug() ? { debug: (text: string) => door.runner.debug(safeLine(text)) } : {}),
    say: (text) => door.write(`bodywork | ${safeLine(text)}\n`),
  }
}

/** True when the step says how to get into a cluster; a plan can do without one. */
export function meansCluster(door: ActionDoor, inputs: ActionInputs): boolean {
  return (
    ['kubeconfig', 'cluster', 'context'].some((name) => inputs.text(name) !== undefined) ||
    inputs.text('provider') !== 'auto' ||
    (door.env['KUBECONFIG'] ?? '') !== ''
  )
}
