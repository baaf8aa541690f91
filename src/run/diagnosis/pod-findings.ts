import { field } from '../../plan/objects.ts'
import { textField } from '../world.ts'
import { configFinding } from './config.ts'
import { conditionOf } from './fields.ts'
import type { Finding, Scene } from './finding.ts'
import { imageFinding } from './image.ts'
import { type ContainerView, mainContainers, type PodView } from './pod-view.ts'
import { schedulingFinding } from './scheduling.ts'
import { startFinding } from './start.ts'
import { volumeFinding } from './volumes.ts'

/** Everything that keeps a pod's containers from starting. */
export function startFindings(pod: PodView, scene: Scene): readonly Finding[] {
  if (pod.isDeleting || pod.phase === 'Succeeded' || pod.phase === 'Failed') return []
  const found: Finding[] = []
  const add = (finding: Finding | undefined): void => {
    if (finding) found.push(finding)
  }
  add(schedulingFinding(pod, scene))
  add(volumeFinding(pod, scene))
  for (const container of pod.containers) {
    add(imageFinding(pod, container, scene))
    add(configFinding(pod, container, scene))
    add(startFinding(pod, container))
  }
  return found
}

/** What a pod is busy with, as one stable word and a sentence. */
export function progressOf(pod: PodView, scene: Scene): { readonly reason: string; readonly message: string } {
  const scheduled = conditionOf(pod.pod, 'PodScheduled')
  if (scheduled?.reason === 'SchedulingGated') {
    return { reason: 'scheduling-gated', message: `pod ${pod.name} is held back by a scheduling gate` }
  }
  if (pod.node === '') return { reason: 'scheduling', message: `pod ${pod.name} waits for a node` }
  const pulling = pullingImage(pod, scene)
  if (pulling !== undefined) return { reason: 'image-pull-pending', message: `the node pulls ${pulling}` }
  const init = pod.containers.find((container) => container.role === 'init' && container.isRunning)
  if (init) return { reason: 'initialising', message: `init container ${init.name} runs` }
  const mains = mainContainers(pod)
  const crashed = pod.containers.find(
    (container) => !container.isRunning && container.ended?.exitCode !== 0 && hasEnded(container),
  )
  if (crashed !== undefined) {
    const code = (crashed.ended ?? crashed.last)?.exitCode
    return {
      reason: 'restarting',
      message: `container ${crashed.name} ended with exit code ${code} and is started again`,
    }
  }
  if (!mains.some((container) => container.isRunning)) {
    return { reason: 'starting', message: `the containers of pod ${pod.name} are being created` }
  }
  return { reason: 'not-ready', message: `pod ${pod.name} runs but is not ready` }
}

function hasEnded(container: ContainerView): boolean {
  return container.ended !== undefined || container.last !== undefined
}

/** The image being pulled for a container that has not started: a Pulling event without its end. */
function pullingImage(pod: PodView, scene: Scene): string | undefined {
  const events = scene.world.eventsOf(pod.uid)
  for (const container of pod.containers) {
    if (container.waiting === undefined) continue
    const own = events.filter((event) =>
      textField(event, 'involvedObject', 'fieldPath')?.endsWith(`{${container.name}}`),
    )
    const last = own.findLast((event) => /^(Pulling|Pulled|Failed|BackOff)$/.test(textField(event, 'reason') ?? ''))
    if (last !== undefined && textField(last, 'reason') === 'Pulling') return `"${textField(container.spec, 'image')}"`
  }
  return undefined
}

/** True when the pod's readiness is only that its program was started. */
export function isUnprobed(pod: PodView): boolean {
  return mainContainers(pod).every((container) => field(container.spec, 'readinessProbe') === undefined)
}
