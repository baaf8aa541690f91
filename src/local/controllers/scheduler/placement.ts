import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, textAt } from '../../api/json.ts'
import { isTrueAt, textsAt } from '../fields.ts'
import { hasLabels, matchesExpression } from '../label-selector.ts'

/** Why a node does not take a pod, apart from what it has to give; in the scheduler's words. */
export function placementFault(pod: KubeObject, node: KubeObject): string | undefined {
  const name = textAt(pod, 'spec', 'nodeName')
  if (name !== '' && name !== node.metadata.name) return "node(s) didn't match the requested node name"
  if (isTrueAt(node, 'spec', 'unschedulable') && !toleratesCordon(pod)) return 'node(s) were unschedulable'
  if (untoleratedTaint(pod, node) !== undefined) return 'node(s) had untolerated taint(s)'
  if (!matchesNode(pod, node)) return "node(s) didn't match Pod's node affinity/selector"
  return undefined
}

/** True when nodeSelector and required node affinity take in the node. */
export function matchesNode(pod: KubeObject, node: KubeObject): boolean {
  const labels = textsAt(node, 'metadata', 'labels')
  if (!hasLabels(labels, textsAt(pod, 'spec', 'nodeSelector'))) return false
  const path = [
    'spec',
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  ]
  const terms = listAt(pod, ...path)
  const fields = { 'metadata.name': node.metadata.name }
  return terms.length === 0 || terms.some((term) => matchesTerm(term, labels, fields))
}

/** The first taint that keeps the pod away. */
export function untoleratedTaint(pod: KubeObject, node: KubeObject): unknown {
  const tolerations = listAt(pod, 'spec', 'tolerations')
  return listAt(node, 'spec', 'taints')
    .filter((taint) => textAt(taint, 'effect') !== 'PreferNoSchedule')
    .find((taint) => !tolerations.some((toleration) => tolerates(toleration, taint)))
}

/** True when a toleration covers a taint. */
export function tolerates(toleration: unknown, taint: unknown): boolean {
  const effect = textAt(toleration, 'effect')
  const key = textAt(toleration, 'key')
  if (effect !== '' && effect !== textAt(taint, 'effect')) return false
  if (key !== '' && key !== textAt(taint, 'key')) return false
  if (textAt(toleration, 'operator') === 'Exists') return true
  return key !== '' && textAt(toleration, 'value') === textAt(taint, 'value')
}

function matchesTerm(
  term: unknown,
  labels: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>>,
): boolean {
  const expressions = listAt(term, 'matchExpressions')
  const fieldExpressions = listAt(term, 'matchFields')
  if (expressions.length + fieldExpressions.length === 0) return false
  return (
    expressions.every((expression) => matchesExpression(expression, labels)) &&
    fieldExpressions.every((expression) => matchesExpression(expression, fields))
  )
}

function toleratesCordon(pod: KubeObject): boolean {
  const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }
  return listAt(pod, 'spec', 'tolerations').some((toleration) => tolerates(toleration, taint))
}
