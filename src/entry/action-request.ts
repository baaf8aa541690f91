import type { OverlayRequest } from '../config/overlay.ts'
import type { PlanFacts } from '../plan/plan.ts'
import type { ActionDoor } from './action-door.ts'
import type { ActionInputs } from './action-inputs.ts'
import { actionTarget } from './action-target.ts'
import type { DeployRequest } from './deploy-run.ts'
import { runIdentity } from './run-identity.ts'
import type { SecretValues } from './secret-lines.ts'

/** The deployment that the inputs ask for. */
export function requestOf(door: ActionDoor, inputs: ActionInputs, secrets: SecretValues = {}): DeployRequest {
  const namespace = inputs.text('namespace')
  const timeout = inputs.duration('timeout')
  const isGiven = Object.keys(secrets).length > 0
  return {
    plan: {
      file: inputs.text('config') ?? 'bodywork.yaml',
      cwd: door.cwd,
      env: door.env,
      strict: inputs.flag('strict'),
      worktree: false,
      overlay: overlayOf(inputs),
      resolveImages: inputs.flag('resolve-images'),
      ...(isGiven ? { facts: versionsOf(door, secrets) } : {}),
    },
    target: actionTarget(door, inputs),
    ...(namespace === undefined ? {} : { namespace }),
    selection: { only: inputs.lines('stages'), from: [], groups: [] },
    options: {
      rollback: inputs.flag('rollback'),
      waitLockMs: (inputs.duration('wait-lock') ?? 0) * 1000,
      resume: Number(door.env['GITHUB_RUN_ATTEMPT'] ?? 1) > 1,
      ...(isGiven ? { secretValues: secrets } : {}),
      ...(timeout === undefined ? {} : { timeoutMs: timeout * 1000 }),
    },
    signal: door.signal,
  }
}

/** What the inputs lay over the configuration. */
export function overlayOf(inputs: ActionInputs): OverlayRequest {
  const environment = inputs.text('config-environment')
  const values = { values: inputs.lines('values'), set: settings(inputs) }
  return environment === undefined ? values : { ...values, environment }
}

/** Keys to set, one a line: a value may have commas. */
function settings(inputs: ActionInputs): readonly string[] {
  return (inputs.text('set') ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Each run has copies of its own, so that a version that is restored finds the values it was deployed with. */
function versionsOf(door: ActionDoor, secrets: SecretValues): Partial<PlanFacts> {
  const { runId, attempt } = runIdentity(door.env)
  const version = `${runId}/${attempt}`
  return { groupSecretVersions: Object.fromEntries(Object.keys(secrets).map((name) => [name, version])) }
}
