import { textField } from '../world.ts'
import type { Cause } from './causes.ts'
import { oneLine } from './fields.ts'
import { type Finding, failureOf, type Scene } from './finding.ts'
import type { ContainerView, PodView } from './pod-view.ts'

const immediate: Readonly<Record<string, Cause>> = {
  InvalidImageName: 'image-invalid',
  ErrImageNeverPull: 'image-never-pull',
}
const pulling = new Set(['ErrImagePull', 'ImagePullBackOff', 'RegistryUnavailable', 'ImageInspectError'])

const words: readonly (readonly [RegExp, Cause])[] = [
  [/toomanyrequests|429 Too Many|rate limit/i, 'image-rate-limit'],
  [/no match(ing manifest)? for platform|no matching manifest|does not match the specified platform/i, 'image-arch'],
  [/no such host|connection refused|i\/o timeout|x509|tls:|certificate|50\d |EOF|reset by peer/i, 'image-registry'],
  [/deadline exceeded|handshake|network is unreachable|no route to host/i, 'image-registry'],
  [/401|403|unauthorized|forbidden|denied|no basic auth|insufficient_scope|failed to authorize/i, 'image-auth'],
  [/not found|manifest unknown|name unknown|NAME_UNKNOWN|does not exist/i, 'image-not-found'],
]

/** The cause in the words of a container runtime about a pull that failed. */
export function classifyPull(message: string): Cause | undefined {
  // The reference itself may contain any of the words (a tag `1.401`), so quoted parts do not count.
  const said = message.replace(/"[^"]*"/g, '""').replace(/[\w.-]+(:\d+)?\/[\w./-]+:[\w.-]+/g, '')
  return words.find(([pattern]) => pattern.test(said))?.[1]
}

/** What is wrong with the image of a container, if anything. */
export function imageFinding(pod: PodView, container: ContainerView, scene: Scene): Finding | undefined {
  const waiting = container.waiting
  if (waiting === undefined) return undefined
  const image = textField(container.spec, 'image') ?? '?'
  const now = immediate[waiting.reason]
  if (now !== undefined) {
    const message =
      now === 'image-invalid'
        ? `the image name "${image}" of container ${container.name} cannot be read`
        : `the image "${image}" is not on node ${pod.node} and may not be pulled (imagePullPolicy: Never)`
    return finding(pod, container, now, message, 0)
  }
  if (!pulling.has(waiting.reason)) return undefined
  const said =
    classifyPull(waiting.message) === undefined ? (eventText(pod, scene) ?? waiting.message) : waiting.message
  const cause = classifyPull(said) ?? remembered(pod, container, scene) ?? 'image-registry'
  const isSlow = cause === 'image-registry' || cause === 'image-rate-limit'
  const grace = isSlow ? scene.graces.registryMs : scene.graces.imageMissingMs
  return finding(pod, container, cause, `${sentences[cause] ?? 'cannot pull'} "${image}": ${tail(said)}`, grace)
}

const sentences: Partial<Record<Cause, string>> = {
  'image-not-found': 'the registry does not have the image',
  'image-auth': 'the registry refuses the image',
  'image-arch': "the image is not built for the node's architecture:",
  'image-rate-limit': 'the registry limits the number of pulls of',
  'image-registry': 'the registry does not deliver the image',
}

function finding(pod: PodView, container: ContainerView, cause: Cause, message: string, graceMs: number): Finding {
  const waiting = container.waiting ?? { reason: '', message: '' }
  return {
    key: `image:${pod.uid}:${container.name}:${cause}`,
    graceMs,
    failure: failureOf(cause, message, {
      object: pod.ref,
      evidence: [
        { path: `${container.path}.state.waiting.reason`, value: waiting.reason },
        { path: `${container.path}.state.waiting.message`, value: waiting.message },
      ].filter((item) => item.value !== ''),
    }),
  }
}

/** Back-off messages of older kubelets do not repeat the error; its event does. */
function eventText(pod: PodView, scene: Scene): string | undefined {
  const events = scene.world.eventsOf(pod.uid)
  return events
    .map((event) => textField(event, 'message') ?? '')
    .findLast((message) => message.startsWith('Failed to pull image') && classifyPull(message) !== undefined)
}

function remembered(pod: PodView, container: ContainerView, scene: Scene): Cause | undefined {
  const prefix = `image:${pod.uid}:${container.name}:`
  const key = Object.keys(scene.memory).find((name) => name.startsWith(prefix))
  return words.find(([, cause]) => key === prefix + cause)?.[1]
}

/** The runtime repeats the reference in front of what matters: the last part is the reason. */
function tail(message: string): string {
  const rest = message.replace(/^.*failed to (resolve reference|pull and unpack image) "[^"]*": /, '')
  return oneLine(rest.replace(/^Back-off pulling image "[^"]*": ErrImagePull: /, ''), 300)
}
