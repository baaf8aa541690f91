import type { ActionDoor } from './action.ts'
import type { ActionInputs } from './action-inputs.ts'
import type { ClusterTarget } from './wire.ts'

/** Which cluster the inputs mean. */
export function actionTarget(door: ActionDoor, inputs: ActionInputs): ClusterTarget {
  const kubeconfig = inputs.text('kubeconfig')
  const context = inputs.text('context')
  return {
    env: door.env,
    isLocal: inputs.text('provider') === 'local',
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
  }
}
