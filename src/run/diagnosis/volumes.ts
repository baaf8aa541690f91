import { textField } from '../world.ts'
import type { Cause } from './causes.ts'
import { classifyMissing } from './config.ts'
import { oneLine } from './fields.ts'
import { type Finding, failureOf, type Scene } from './finding.ts'
import type { PodView } from './pod-view.ts'

/** What keeps the volumes or the sandbox of a pod from being there; only events tell. */
export function volumeFinding(pod: PodView, scene: Scene): Finding | undefined {
  if (!isBeingSetUp(pod)) return undefined
  for (const event of scene.world.eventsOf(pod.uid).toReversed()) {
    const reason = textField(event, 'reason') ?? ''
    const message = textField(event, 'message') ?? ''
    const found = classify(reason, message)
    if (found === undefined) continue
    return {
      key: `volume:${pod.uid}:${found.cause}`,
      graceMs: found.cause === 'sandbox' ? scene.graces.sandboxMs : scene.graces.mountMs,
      failure: failureOf(found.cause, found.sentence, {
        object: pod.ref,
        evidence: [
          { path: `Event/${event.metadata.name}.reason`, value: reason },
          { path: `Event/${event.metadata.name}.message`, value: message },
        ],
      }),
    }
  }
  return undefined
}

/** True while a node has the pod but none of its containers has ever run. */
function isBeingSetUp(pod: PodView): boolean {
  if (pod.node === '' || pod.phase !== 'Pending') return false
  return pod.containers.every(({ waiting, isRunning, ended, last }) => {
    const isEarly = waiting === undefined || /^(ContainerCreating|PodInitializing)?$/.test(waiting.reason)
    return isEarly && !isRunning && ended === undefined && last === undefined
  })
}

function classify(reason: string, message: string): { readonly cause: Cause; readonly sentence: string } | undefined {
  if (reason === 'FailedCreatePodSandBox') {
    return { cause: 'sandbox', sentence: `the node cannot set up the pod: ${shortSandbox(message)}` }
  }
  if (reason !== 'FailedMount' && reason !== 'FailedAttachVolume') return undefined
  if (/failed to sync .* cache/.test(message)) return undefined
  const volume = /for volume "([^"]*)"/.exec(message)?.[1]
  const missing = classifyMissing(message)
  if (missing) return { ...missing, sentence: `${missing.sentence}, needed by the volume "${volume}"` }
  if (/Multi-Attach/.test(message)) {
    return { cause: 'multi-attach', sentence: `the volume is held by another pod: ${oneLine(message, 300)}` }
  }
  return { cause: 'mount', sentence: `the volume "${volume ?? '?'}" cannot be mounted: ${oneLine(message, 300)}` }
}

function shortSandbox(message: string): string {
  return oneLine(message.replace(/^.*desc = /, '').replace(/"[0-9a-f]{40,}"/g, ''), 300)
}
