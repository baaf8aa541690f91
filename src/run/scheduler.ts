import type { StageOutcome } from './events.ts'

/** A stage as the scheduler sees it. */
export interface Node {
  readonly name: string
  readonly needs: readonly string[]
  /** True for stages whose attempt may be cut off when another stage fails. */
  readonly isBatch: boolean
  readonly condition?: string
  /** The condition says itself what must have happened before (`failure()`, `always()`), so success is not implied. */
  readonly asksForState?: boolean
  readonly group?: string
}

/** How each stage stands; one that is not named has not started. */
export type Progress = Readonly<Record<string, { readonly running: true } | Ended>>

/** The end of a stage; `counts` says that a skipped stage stands for a success (resumed, cached, not selected). */
export interface Ended {
  readonly outcome: StageOutcome
  readonly counts?: boolean
}

/** What happens to running stages when another one fails. */
export type FailFast = 'cancel' | 'finish'

/** What an `if` expression may ask. */
export interface ConditionScope {
  readonly success: boolean
  readonly failure: boolean
}

/** The answer of an `if` expression, or why it has none. */
export type ConditionAnswer = boolean | { readonly error: string }

/** Rules of one run. */
export interface SchedulerRules {
  readonly failFast: FailFast
  readonly groups: Readonly<Record<string, { readonly maxParallel: number }>>
  readonly isCancelled: boolean
  readonly evaluate: (node: Node, scope: ConditionScope) => ConditionAnswer
}

/** What to do next. */
export interface Moves {
  readonly start: readonly string[]
  readonly skip: readonly { readonly stage: string; readonly reason: string }[]
  readonly fail: readonly { readonly stage: string; readonly reason: string }[]
  readonly cancel: readonly string[]
  /** Nothing runs and nothing will. */
  readonly isDone: boolean
}

/** Every move that is due; call again after each change, also after applying these moves. */
export function movesFor(nodes: readonly Node[], progress: Progress, rules: SchedulerRules): Moves {
  const now = new Map(Object.entries(progress))
  const start: string[] = []
  const skip: { stage: string; reason: string }[] = []
  const fail: { stage: string; reason: string }[] = []
  let failedName = nodes.find((node) => endOf(now, node.name)?.outcome === 'failed')?.name
  let changed = true
  while (changed) {
    changed = false
    for (const node of nodes) {
      if (now.has(node.name)) continue
      const move = moveOf(node, now, rules, failedName, nodes)
      if (move.tag === 'wait') continue
      changed = true
      if (move.tag === 'start') {
        start.push(node.name)
        now.set(node.name, { running: true })
      } else {
        ;(move.tag === 'skip' ? skip : fail).push({ stage: node.name, reason: move.reason })
        now.set(node.name, { outcome: move.tag === 'skip' ? 'skipped' : 'failed' })
        if (move.tag === 'fail') failedName ??= node.name
      }
    }
  }
  const running = nodes.filter((node) => isRunning(now, node.name))
  const mustStop = rules.isCancelled || (failedName !== undefined && rules.failFast === 'cancel')
  const cancel = mustStop
    ? running
        .filter(
          (node) => !start.includes(node.name) && (rules.isCancelled || (node.isBatch && node.asksForState !== true)),
        )
        .map((node) => node.name)
    : []
  return { start, skip, fail, cancel, isDone: running.length === 0 && nodes.every((node) => now.has(node.name)) }
}

type Move =
  | { readonly tag: 'wait' }
  | { readonly tag: 'start' }
  | { readonly tag: 'skip' | 'fail'; readonly reason: string }

function moveOf(
  node: Node,
  now: ReadonlyMap<string, Progress[string]>,
  rules: SchedulerRules,
  failedName: string | undefined,
  nodes: readonly Node[],
): Move {
  if (rules.isCancelled) return { tag: 'skip', reason: 'the run was cancelled' }
  const ends = node.needs.map((need) => ({ need, end: endOf(now, need) }))
  const broken = ends.find(({ end }) => end !== undefined && !isGood(end))
  const open = ends.some(({ end }) => end === undefined)
  if (node.asksForState !== true) {
    if (broken !== undefined) return { tag: 'skip', reason: `stage "${broken.need}" ${wordsFor(broken.end)}` }
    if (failedName !== undefined) return { tag: 'skip', reason: `stage "${failedName}" failed` }
  }
  if (open) return { tag: 'wait' }
  if (node.condition === undefined) return hasRoom(node, now, rules, nodes) ? { tag: 'start' } : { tag: 'wait' }
  const scope = { success: broken === undefined && failedName === undefined, failure: failedName !== undefined }
  const answer = rules.evaluate(node, scope)
  if (typeof answer !== 'boolean') return { tag: 'fail', reason: answer.error }
  if (!answer) return { tag: 'skip', reason: `its condition "${node.condition}" is false` }
  return hasRoom(node, now, rules, nodes) ? { tag: 'start' } : { tag: 'wait' }
}

function endOf(now: ReadonlyMap<string, Progress[string]>, name: string): Ended | undefined {
  const at = now.get(name)
  return at !== undefined && 'outcome' in at ? at : undefined
}

function isRunning(now: ReadonlyMap<string, Progress[string]>, name: string): boolean {
  const at = now.get(name)
  return at !== undefined && 'running' in at
}

function isGood(end: Ended): boolean {
  return end.outcome === 'succeeded' || end.counts === true
}

function wordsFor(end: Ended | undefined): string {
  if (end?.outcome === 'failed') return 'failed'
  return end?.outcome === 'cancelled' ? 'was cancelled' : 'was skipped'
}

function hasRoom(
  node: Node,
  now: ReadonlyMap<string, Progress[string]>,
  rules: SchedulerRules,
  nodes: readonly Node[],
): boolean {
  const limit = node.group === undefined ? undefined : rules.groups[node.group]?.maxParallel
  if (limit === undefined) return true
  return nodes.filter((other) => other.group === node.group && isRunning(now, other.name)).length < limit
}
