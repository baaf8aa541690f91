import { asDraft, at, cloned, type Draft, draftAt, draftsAt, isSame } from '../json.ts'
import type { Causes } from './causes.ts'

const RULE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

/** Reports a change of a pod that is not allowed: almost all of it is settled when it is made. */
export function checkPodUpdate(pod: Draft, old: unknown, causes: Causes): void {
  const before = cloned(asDraft(at(old, 'spec')))
  const after = cloned(draftAt(pod, 'spec') ?? {})
  if (before['nodeName'] === undefined) delete after['nodeName']
  for (const list of ['containers', 'initContainers'])
    for (const [index, container] of draftsAt(after, list).entries())
      container['image'] = at(before, list, index, 'image')
  after['activeDeadlineSeconds'] = before['activeDeadlineSeconds']
  const known = draftsAt(before, 'tolerations')
  const tolerations = draftsAt(after, 'tolerations')
  if (known.every((item) => tolerations.some((other) => isSame(item, other))))
    after['tolerations'] = before['tolerations']
  if (!isSame(after, before)) causes.forbidden('spec', RULE)
}
