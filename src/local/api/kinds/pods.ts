import type { KubeObject } from '../../../plan/objects.ts'
import { forbidden } from '../fault.ts'
import { type Draft, defaultTo, draftAt, draftsAt, ensure, textAt } from '../json.ts'
import type { Kernel } from '../kernel.ts'
import { keyOf } from '../store/storage.ts'
import { checkPodSpec } from '../validation/pod-spec.ts'
import { checkPodUpdate } from '../validation/pod-update.ts'
import type { Behavior } from './behavior.ts'
import { containersOf, defaultPodSpec, defaultRequests, qosClassOf, tokenVolume } from './pod-defaults.ts'

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount'
const TOLERATED = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
const TOLERATION_SECONDS = 300

/** Pods: an account with its token, defaults, a quality class, and little that may be changed later. */
export const pods: Behavior = {
  hasGeneration: true,
  // The node is the scheduler's answer, not part of the wish.
  wishOf: (pod) => ({ ...draftAt(pod, 'spec'), nodeName: undefined }),
  defaults(draft) {
    const spec = draftAt(draft, 'spec')
    defaultPodSpec(spec)
    defaultTo(spec, 'enableServiceLinks', true)
    defaultRequests(spec)
  },
  onCreate(draft, kernel) {
    const spec = ensure(draft, 'spec')
    addAccount(kernel, draft, spec)
    tolerate(spec)
    defaultTo(spec, 'priority', 0)
    defaultTo(spec, 'preemptionPolicy', 'PreemptLowerPriority')
  },
  onAdmitted(draft) {
    const wasScheduled = draft['status']
    draft['status'] = wasScheduled ?? { phase: 'Pending', qosClass: qosClassOf(draft['spec']) }
  },
  validate: (draft, causes) => checkPodSpec(draft['spec'], ['spec'], causes),
  validateUpdate: (draft, old, causes) => checkPodUpdate(draft, old, causes),
}

function addAccount(kernel: Kernel, draft: Draft, spec: Draft): void {
  const named = textAt(spec, 'serviceAccountName') || textAt(spec, 'serviceAccount')
  const name = named === '' ? 'default' : named
  const namespace = textAt(draft, 'metadata', 'namespace')
  const account = kernel.storage.get('/serviceaccounts', keyOf(namespace, name))
  if (account === undefined) throw noAccount(draft, namespace, name)
  spec['serviceAccountName'] = name
  spec['serviceAccount'] = name
  const pullSecrets = draftsAt(account, 'imagePullSecrets')
  if (pullSecrets.length > 0) defaultTo(spec, 'imagePullSecrets', pullSecrets)
  if ((spec['automountServiceAccountToken'] ?? account['automountServiceAccountToken'] ?? true) === true)
    mountToken(kernel, spec)
}

function noAccount(draft: Draft, namespace: string, name: string): Error {
  const pod = textAt(draft, 'metadata', 'name')
  const shown = textAt(draft, 'metadata', 'generateName') || pod
  const why = `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`
  return forbidden({ group: '', resource: 'pods' }, shown, why)
}

function mountToken(kernel: Kernel, spec: Draft): void {
  const lacking = containersOf(spec).filter(
    (container) => !draftsAt(container, 'volumeMounts').some((mount) => textAt(mount, 'mountPath') === TOKEN_PATH),
  )
  if (lacking.length === 0) return
  const known = draftsAt(spec, 'volumes').find((volume) => textAt(volume, 'name').startsWith('kube-api-access-'))
  const name = known === undefined ? `kube-api-access-${kernel.ids.suffix()}` : textAt(known, 'name')
  if (known === undefined) spec['volumes'] = [...draftsAt(spec, 'volumes'), tokenVolume(name)]
  for (const container of lacking)
    container['volumeMounts'] = [
      ...draftsAt(container, 'volumeMounts'),
      { name, readOnly: true, mountPath: TOKEN_PATH },
    ]
}

function tolerate(spec: Draft): void {
  const given = draftsAt(spec, 'tolerations')
  const more = TOLERATED.filter(
    (key) => !given.some((item) => [key, ''].includes(textAt(item, 'key')) && textAt(item, 'effect') !== 'NoSchedule'),
  ).map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: TOLERATION_SECONDS }))
  if (more.length > 0) spec['tolerations'] = [...given, ...more]
}

/** A template's pods are checked and filled in like pods, without what only a pod has. */
export function defaultTemplate(object: KubeObject | Draft, ...path: readonly string[]): void {
  defaultPodSpec(draftAt(object, ...path, 'spec'))
}
