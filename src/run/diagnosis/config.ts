import type { Cause } from './causes.ts'
import { type Finding, failureOf, type Scene } from './finding.ts'
import type { ContainerView, PodView } from './pod-view.ts'

/** What is missing, as kubelet words it for containers and for volumes. */
export function classifyMissing(message: string): { readonly cause: Cause; readonly sentence: string } | undefined {
  const key = /couldn't find key (\S+) in (Secret|ConfigMap) \S*?\/?([^/\s]+)$/.exec(message.trim())
  if (key) return { cause: 'missing-key', sentence: `the ${kindText(key[2])} "${key[3]}" has no key "${key[1]}"` }
  const volumeKey = /(secret|configmap) references non-existent (?:secret |config )?key: (\S+)/i.exec(message)
  if (volumeKey)
    return { cause: 'missing-key', sentence: `the ${kindText(volumeKey[1])} of a volume has no key "${volumeKey[2]}"` }
  const object = /(secret|configmap) "([^"]+)" not found/i.exec(message)
  if (!object) return undefined
  const kind = kindText(object[1])
  return {
    cause: kind === 'secret' ? 'missing-secret' : 'missing-configmap',
    sentence: `the ${kind} "${object[2]}" does not exist`,
  }
}

function kindText(kind: string | undefined): string {
  return kind?.toLowerCase() === 'secret' ? 'secret' : 'config map'
}

/** Why kubelet cannot put the container together: CreateContainerConfigError. */
export function configFinding(pod: PodView, container: ContainerView, scene: Scene): Finding | undefined {
  const waiting = container.waiting
  if (waiting?.reason !== 'CreateContainerConfigError') return undefined
  // The node's cache is only late; the next sync has it.
  if (/failed to sync .* cache/.test(waiting.message)) return undefined
  const { cause, sentence } = classify(waiting.message, container)
  return {
    key: `config:${pod.uid}:${container.name}:${cause}`,
    graceMs: cause === 'subpath' ? scene.graces.subPathMs : 0,
    failure: failureOf(cause, `${sentence}, needed by container ${container.name}`, {
      object: pod.ref,
      evidence: [
        { path: `${container.path}.state.waiting.reason`, value: waiting.reason },
        { path: `${container.path}.state.waiting.message`, value: waiting.message },
      ],
    }),
  }
}

function classify(message: string, container: ContainerView): { readonly cause: Cause; readonly sentence: string } {
  const missing = classifyMissing(message)
  if (missing) return missing
  if (/runAsNonRoot|non-root/.test(message))
    return { cause: 'run-as-non-root', sentence: `runAsNonRoot is set but ${reasonForRoot(message)}` }
  if (/subPath/.test(message)) return { cause: 'subpath', sentence: `a subPath cannot be prepared: ${message}` }
  return { cause: 'config-error', sentence: `container ${container.name} cannot be configured: ${message}` }
}

function reasonForRoot(message: string): string {
  const user = /non-numeric user \(([^)]*)\)/.exec(message)
  return user ? `the image has the user name "${user[1]}" instead of a number` : 'the image runs as root'
}
