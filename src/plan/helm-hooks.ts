import type { KubeObject } from './objects.ts'

/** The parts of a stage's objects, each applied and ready before the next begins. */
export type Phases = readonly (readonly KubeObject[])[]

/** When a hook runs. */
type Occasion = 'pre-install' | 'post-install' | 'pre-upgrade' | 'post-upgrade'

const hookKey = 'helm.sh/hook'

/** Objects with the hooks among them in their order; hooks for other occasions (tests, deletion) are left out. */
export function phasesOf(objects: readonly KubeObject[], isUpgrade: boolean): Phases {
  const own = objects.filter((object) => hooksOf(object).length === 0)
  const before = isUpgrade ? 'pre-upgrade' : 'pre-install'
  const after = isUpgrade ? 'post-upgrade' : 'post-install'
  return [...byWeight(objects, before), own, ...byWeight(objects, after)].filter((phase) => phase.length > 0)
}

/** True for a hook that only runs when a release is deleted, rolled back or tested by helm. */
export function isNeverRun(object: KubeObject): boolean {
  const hooks = hooksOf(object)
  return hooks.length > 0 && !hooks.some((hook) => /^(?:pre|post)-(?:install|upgrade)$/.test(hook))
}

/** True for an object that is a hook. */
export function isHook(object: KubeObject): boolean {
  return hooksOf(object).length > 0
}

/** True for a hook that is removed once it has succeeded. */
export function isRemovedAfter(object: KubeObject): boolean {
  return (object.metadata.annotations?.['helm.sh/hook-delete-policy'] ?? '').includes('hook-succeeded')
}

function hooksOf(object: KubeObject): readonly string[] {
  return (object.metadata.annotations?.[hookKey] ?? '')
    .split(',')
    .map((hook) => hook.trim())
    .filter(Boolean)
}

/** Hooks run by weight, those of one weight side by side. */
function byWeight(objects: readonly KubeObject[], occasion: Occasion): Phases {
  const weights = Map.groupBy(
    objects.filter((object) => hooksOf(object).includes(occasion)),
    (object) => Number(object.metadata.annotations?.['helm.sh/hook-weight'] ?? 0) || 0,
  )
  return [...weights].sort(([a], [b]) => a - b).map(([, hooks]) => hooks)
}
