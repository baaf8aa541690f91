import { expect, test } from 'vitest'
import { movesFor, type Node, type Progress, type SchedulerRules } from '../../src/run/scheduler.ts'

const node = (name: string, needs: readonly string[] = [], over: Partial<Node> = {}): Node => ({
  name,
  needs,
  isBatch: true,
  ...over,
})
const rules = (over: Partial<SchedulerRules> = {}): SchedulerRules => ({
  failFast: 'cancel',
  groups: {},
  isCancelled: false,
  evaluate: () => true,
  ...over,
})
const good = { outcome: 'succeeded' } as const
const bad = { outcome: 'failed' } as const
const running = { running: true } as const

test('a stage starts the moment what it needs is there', () => {
  const nodes = [node('a'), node('b'), node('c', ['a']), node('d', ['a', 'b'])]
  expect(movesFor(nodes, {}, rules()).start).toEqual(['a', 'b'])
  expect(movesFor(nodes, { a: good, b: running }, rules()).start).toEqual(['c'])
  expect(movesFor(nodes, { a: good, b: good, c: good }, rules()).start).toEqual(['d'])
})

test('what needs a failed or skipped stage is skipped, and so on', () => {
  const nodes = [node('a'), node('b', ['a']), node('c', ['b'])]
  const moves = movesFor(nodes, { a: bad }, rules())
  expect(moves.skip).toEqual([
    { stage: 'b', reason: 'stage "a" failed' },
    { stage: 'c', reason: 'stage "b" was skipped' },
  ])
  expect(moves.isDone).toBe(true)
})

test('siblings of a failed stage are cancelled, or finish', () => {
  const nodes = [node('a'), node('b'), node('always', [], { condition: 'always()', asksForState: true })]
  const progress: Progress = { a: bad, b: running, always: running }
  expect(movesFor(nodes, progress, rules()).cancel).toEqual(['b'])
  expect(movesFor(nodes, progress, rules({ failFast: 'finish' })).cancel).toEqual([])
  expect(movesFor(nodes, progress, rules({ isCancelled: true })).cancel).toEqual(['b', 'always'])
})

test('conditions decide once everything needed has ended', () => {
  const nodes = [node('a'), node('cleanup', ['a'], { condition: 'failure()', asksForState: true })]
  const evaluate: SchedulerRules['evaluate'] = (_, { failure }) => failure
  expect(movesFor(nodes, { a: running }, rules({ evaluate })).start).toEqual([])
  expect(movesFor(nodes, { a: bad }, rules({ evaluate })).start).toEqual(['cleanup'])
  expect(movesFor(nodes, { a: good }, rules({ evaluate })).skip).toEqual([
    { stage: 'cleanup', reason: 'its condition "failure()" is false' },
  ])
})

test('a condition that cannot be told fails its stage', () => {
  const nodes = [node('a', [], { condition: 'outputs.x > 1' })]
  expect(movesFor(nodes, {}, rules({ evaluate: () => ({ error: 'no output x' }) })).fail).toEqual([
    { stage: 'a', reason: 'no output x' },
  ])
})

test('a group runs no more stages at once than it may', () => {
  const nodes = ['a', 'b', 'c'].map((name) => node(name, [], { group: 'g' }))
  const groups = { g: { maxParallel: 2 } }
  expect(movesFor(nodes, {}, rules({ groups })).start).toEqual(['a', 'b'])
  expect(movesFor(nodes, { a: good, b: running }, rules({ groups })).start).toEqual(['c'])
})

test('a skipped stage that counts as done does not stop what needs it', () => {
  const nodes = [node('a'), node('b', ['a'])]
  expect(movesFor(nodes, { a: { outcome: 'skipped', counts: true } }, rules()).start).toEqual(['b'])
})

/** A generator of numbers that is the same on every machine. */
function random(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * limit)
  }
}

/** What must hold in the end, said without a scheduler: who runs, by recursion over the graph. */
function expectedRuns(
  nodes: readonly Node[],
  outcomes: ReadonlyMap<string, 'succeeded' | 'failed'>,
): ReadonlySet<string> {
  const runs = new Set<string>()
  for (const { name, needs } of nodes)
    if (needs.every((need) => runs.has(need) && outcomes.get(need) === 'succeeded')) runs.add(name)
  return runs
}

test('on random graphs every stage runs exactly when all it needs succeeded, at most once, and never before', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const pick = random(seed)
    const count = 1 + pick(12)
    const nodes = Array.from({ length: count }, (_, i) =>
      node(
        `s${i}`,
        [...new Set(Array.from({ length: pick(3) }, () => `s${pick(Math.max(i, 1))}`))].filter((n) => n !== `s${i}`),
      ),
    )
    const fails = pick(2) === 0
    const outcomes = new Map(
      nodes.map(({ name }) => [name, fails && pick(6) === 0 ? ('failed' as const) : ('succeeded' as const)]),
    )
    const progress: Record<string, Progress[string]> = {}
    const started: string[] = []
    let hasFailed = false
    for (let turn = 0; turn < 100; turn++) {
      const moves = movesFor(nodes, progress, rules({ failFast: 'finish' }))
      for (const name of moves.start) {
        const needs = nodes.find((one) => one.name === name)?.needs ?? []
        expect(needs.every((need) => progress[need] !== undefined && 'outcome' in progress[need])).toBe(true)
        expect(started).not.toContain(name)
        expect(hasFailed).toBe(false)
        started.push(name)
        progress[name] = { running: true }
      }
      for (const { stage } of moves.skip) progress[stage] = { outcome: 'skipped' }
      if (moves.isDone) break
      const active = Object.keys(progress).filter((name) => 'running' in (progress[name] ?? {}))
      const next = active[pick(active.length)]
      if (next === undefined) throw new Error(`seed ${seed}: nothing runs and nothing is done`)
      const outcome = outcomes.get(next) ?? 'succeeded'
      progress[next] = { outcome }
      hasFailed ||= outcome === 'failed'
    }
    expect(Object.keys(progress).length, `seed ${seed}`).toBe(count)
    const wanted = expectedRuns(nodes, outcomes)
    expect(
      started.every((name) => wanted.has(name)),
      `seed ${seed}`,
    ).toBe(true)
    if (!hasFailed) expect(started.length, `seed ${seed}`).toBe(wanted.size)
  }
})
