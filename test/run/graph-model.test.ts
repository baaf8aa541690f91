import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { parseExpression } from '../../src/model/expression-parser.ts'
import { evaluateExpression, isTruthy } from '../../src/model/expression-value.ts'
import { type ConditionScope, movesFor, type Node, type Progress } from '../../src/run/scheduler.ts'
import { aBatchStage, aPipeline } from '../builders-pipeline.ts'
import { asksForState, conditionText, type ModelRun, modelEnds, randomRun } from './graph-model.ts'
import { aPlan, runOn } from './run-on.ts'
import { smallCluster } from './small-cluster.ts'

/** The scheduler alone, with an ordinary loop of events around it. */
function scheduled(run: ModelRun): Readonly<Record<string, string>> {
  const nodes = run.stages.map(
    ({ name, needs, group, condition }): Node => ({
      name,
      needs,
      isBatch: true,
      ...(group === undefined ? {} : { group }),
      ...(condition === undefined
        ? {}
        : { condition: conditionText(condition), asksForState: asksForState(condition) }),
    }),
  )
  const progress: Record<string, Progress[string]> = {}
  const due = new Map<string, number>()
  const outputs: Record<string, Readonly<Record<string, string>>> = {}
  let now = 0
  let isCancelled = false
  const evaluate = (node: Node, { success, failure }: ConditionScope) => {
    const parsed = parseExpression(node.condition ?? '')
    if (!parsed.ok) throw new Error(parsed.problem.message)
    const changed = (globs: readonly string[]) => globs.some((glob) => run.changed.has(glob))
    const value = evaluateExpression(parsed.expression, {
      outputs,
      env: {},
      changed,
      state: failure ? 'failure' : success ? 'success' : 'skipped',
    })
    return value.ok ? isTruthy(value.value) : { error: value.message }
  }
  const groups = Object.fromEntries(Object.entries(run.groups).map(([name, maxParallel]) => [name, { maxParallel }]))
  for (;;) {
    const moves = movesFor(nodes, progress, { failFast: run.failFast, groups, isCancelled, evaluate })
    for (const { stage } of moves.skip) progress[stage] = { outcome: 'skipped' }
    for (const { stage } of moves.fail) progress[stage] = { outcome: 'failed' }
    for (const name of moves.cancel) {
      progress[name] = { outcome: 'cancelled' }
      due.delete(name)
    }
    for (const name of moves.start) {
      const stage = run.stages.find((one) => one.name === name)
      progress[name] = { running: true }
      due.set(name, now + (stage?.lasts ?? 0))
    }
    if (moves.skip.length + moves.fail.length + moves.cancel.length + moves.start.length > 0) continue
    const [next] = [...due].sort((a, b) => a[1] - b[1])
    if (next === undefined) break
    if (run.cancelAt !== undefined && !isCancelled && run.cancelAt < next[1]) {
      now = run.cancelAt
      isCancelled = true
      continue
    }
    const stage = run.stages.find((one) => one.name === next[0])
    now = next[1]
    due.delete(next[0])
    progress[next[0]] = { outcome: stage?.fails === true ? 'failed' : 'succeeded' }
    if (stage?.fails === false) outputs[stage.name] = { n: String(stage.writes), list: stage.list }
  }
  return Object.fromEntries(Object.entries(progress).map(([name, at]) => [name, 'outcome' in at ? at.outcome : 'runs']))
}

test('10,000 random pipelines end as the model says: needs, conditions, groups, failures, cancelling', () => {
  for (let seed = 1; seed <= 10_000; seed++) {
    const run = randomRun(seed, 9)
    const plain = { ...run, stages: run.stages.map(({ matrixFrom: _, ...stage }) => stage) }
    const [ends, wanted] = [scheduled(plain), modelEnds(plain)]
    if (!isDeepStrictEqual(ends, wanted)) expect(ends, `seed ${seed}`).toEqual(wanted)
  }
})

/** The whole engine on the virtual clock: plan, Jobs, verdicts, outputs, matrices. */
async function executed(run: ModelRun): Promise<Readonly<Record<string, string>>> {
  const clock = virtualClock()
  const cluster = smallCluster(clock, (name) => {
    const stage = run.stages.find((one) => one.name === name)
    if (stage === undefined) return {}
    return {
      exitCode: stage.fails ? 1 : 0,
      seconds: (stage.lasts - 100) / 1000,
      message: JSON.stringify({ outputs: { n: String(stage.writes), list: stage.list } }),
    }
  })
  const stages = run.stages.map((stage) =>
    aBatchStage({
      name: stage.name,
      needs: stage.needs,
      outputs: ['n', 'list'],
      ...(stage.group === undefined ? {} : { group: stage.group }),
      ...(stage.condition === undefined ? {} : { condition: conditionText(stage.condition) }),
      ...(stage.matrixFrom === undefined
        ? {}
        : {
            matrix: {
              values: { fromOutput: `outputs.${stage.matrixFrom}.list` },
              include: [],
              exclude: [],
              failFast: true,
            },
          }),
    }),
  )
  const groups = Object.fromEntries(Object.entries(run.groups).map(([name, maxParallel]) => [name, { maxParallel }]))
  const plan = aPlan(aPipeline({ stages, steps: [stages.map(({ name }) => name)], groups }))
  const controller = new AbortController()
  const { cancelAt } = run
  if (cancelAt !== undefined) clock.after(cancelAt, () => controller.abort())
  const changed = (globs: readonly string[]) => globs.some((glob) => run.changed.has(glob))
  const ran = await runOn(cluster, clock, plan, { failFast: run.failFast, changed }, controller.signal)
  return Object.fromEntries(
    ran.events.flatMap((event) => (event.type === 'stage.finished' ? [[event.stage, event.outcome] as const] : [])),
  )
}

/** Outputs of a matrix are lists, which the model knows nothing of; nobody asks for them here. */
function isSimple(run: ModelRun): boolean {
  const matrices = new Set(run.stages.filter(({ matrixFrom }) => matrixFrom !== undefined).map(({ name }) => name))
  const text = JSON.stringify(run.stages.map(({ condition, matrixFrom }) => [condition, matrixFrom]))
  return ![...matrices].some((name) => text.includes(`"${name}"`))
}

test('the engine itself does so too, matrices included', async () => {
  for (let seed = 1; seed <= 80; seed++) {
    const run = randomRun(seed, 6)
    if (!isSimple(run)) continue
    expect(await executed(run), `seed ${seed}`).toEqual(modelEnds(run))
  }
})
