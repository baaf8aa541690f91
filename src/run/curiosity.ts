import type { Selection } from './ports.ts'
import type { Judge } from './tracker.ts'

/**
 * A judge that has things looked at which only matter when something is wrong with them: nodes once no node takes a pod,
 * claims once a volume is missing. Runs in which all goes well never ask for them.
 */
export function curiousJudge(judge: Judge, namespace: string, look: (selection: Selection) => void): Judge {
  const seen = new Set<string>()
  const lookOnce = (selection: Selection): void => {
    if (seen.has(selection.kind)) return
    seen.add(selection.kind)
    look(selection)
  }
  return (subject, world, now, memory, graces) => {
    const judgement = judge(subject, world, now, memory, graces)
    const { verdict } = judgement
    const cause = verdict.state === 'waiting' ? (verdict.suspected?.cause ?? '') : ''
    if (/^(unschedulable|node)/.test(cause)) lookOnce({ apiVersion: 'v1', kind: 'Node' })
    if (/^(pvc|mount|multi-attach|unschedulable-volume)/.test(cause))
      lookOnce({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace })
    return judgement
  }
}
