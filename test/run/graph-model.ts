/** A condition as the model knows it. */
export type Condition =
  | { readonly is: 'success' | 'failure' | 'always' }
  | { readonly is: 'changed'; readonly glob: string }
  | { readonly is: 'more'; readonly stage: string; readonly than: number }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'and' | 'or'; readonly left: Condition; readonly right: Condition }

/** A stage of a random pipeline, with what it will do. */
export interface ModelStage {
  readonly name: string
  readonly needs: readonly string[]
  readonly group?: string
  readonly condition?: Condition
  /** A matrix from the output `list` of that stage. */
  readonly matrixFrom?: string
  readonly fails: boolean
  readonly lasts: number
  /** What it writes as `n`. */
  readonly writes: number
  /** What it writes as `list`. */
  readonly list: string
}

/** A random pipeline and what befalls it. */
export interface ModelRun {
  readonly stages: readonly ModelStage[]
  readonly groups: Readonly<Record<string, number>>
  readonly failFast: 'cancel' | 'finish'
  readonly changed: ReadonlySet<string>
  readonly cancelAt?: number
}

/** How a stage ends. */
export type ModelEnd = 'succeeded' | 'failed' | 'skipped' | 'cancelled'

/** Text of a condition in the language of the configuration. */
export function conditionText(condition: Condition): string {
  switch (condition.is) {
    case 'success':
    case 'failure':
    case 'always':
      return `${condition.is}()`
    case 'changed':
      return `changed('${condition.glob}')`
    case 'more':
      return `outputs.${condition.stage}.n > ${condition.than}`
    case 'not':
      return `!(${conditionText(condition.of)})`
    case 'and':
    case 'or':
      return `(${conditionText(condition.left)} ${condition.is === 'and' ? '&&' : '||'} ${conditionText(condition.right)})`
  }
}

/** True when the condition itself says what must have happened before. */
export function asksForState(condition: Condition): boolean {
  if (condition.is === 'not') return asksForState(condition.of)
  if (condition.is === 'and' || condition.is === 'or')
    return asksForState(condition.left) || asksForState(condition.right)
  return ['success', 'failure', 'always'].includes(condition.is)
}

type Truth = boolean | 'untold'

/** What every stage of the pipeline ends as, told by going from one moment to the next. */
export function modelEnds(run: ModelRun): Readonly<Record<string, ModelEnd>> {
  const ends: Record<string, ModelEnd> = {}
  const running = new Map<string, number>()
  const written = new Map<string, ModelStage>()
  const lost = new Set<string>()
  let isCancelled = false
  let now = 0
  const byName = new Map(run.stages.map((stage) => [stage.name, stage]))
  const someFailed = () => Object.values(ends).includes('failed')
  const truth = (condition: Condition, isGood: boolean): Truth => {
    switch (condition.is) {
      case 'success':
        return isGood && !someFailed()
      case 'failure':
        return someFailed()
      case 'always':
        return true
      case 'changed':
        return run.changed.has(condition.glob)
      case 'more': {
        const stage = written.get(condition.stage)
        return stage === undefined ? 'untold' : stage.writes > condition.than
      }
      case 'not': {
        const inner = truth(condition.of, isGood)
        return inner === 'untold' ? inner : !inner
      }
      case 'and':
      case 'or': {
        const left = truth(condition.left, isGood)
        if (left === 'untold' || left === (condition.is === 'or')) return left
        return truth(condition.right, isGood)
      }
    }
  }
  /** Gives one stage that has not begun its due, if anything is due; true when something happened. */
  const decide = (stage: ModelStage): boolean => {
    const free = stage.condition !== undefined && asksForState(stage.condition)
    const isGood = stage.needs.every((need) => ends[need] === 'succeeded')
    const isOpen = stage.needs.some((need) => ends[need] === undefined)
    const hasBad = stage.needs.some((need) => ends[need] !== undefined && ends[need] !== 'succeeded')
    const skip = isCancelled || (!free && (hasBad || someFailed()))
    if (skip) ends[stage.name] = 'skipped'
    else if (isOpen) return false
    else {
      const answer = stage.condition === undefined ? true : truth(stage.condition, isGood)
      if (answer === 'untold') ends[stage.name] = 'failed'
      else if (!answer) ends[stage.name] = 'skipped'
      else {
        const { group } = stage
        const beside = [...running.keys()].filter((name) => byName.get(name)?.group === group).length
        if (group !== undefined && beside >= (run.groups[group] ?? Number.POSITIVE_INFINITY)) return false
        const list = stage.matrixFrom === undefined ? '[1]' : (written.get(stage.matrixFrom)?.list ?? '')
        if (!isList(list)) lost.add(stage.name)
        // What starts in the same moment does not know yet that a matrix cannot be made.
        running.set(stage.name, now + (isList(list) ? stage.lasts : 0.01))
      }
    }
    return true
  }
  const settle = (): void => {
    for (;;) {
      const due = run.stages.find(
        (stage) => ends[stage.name] === undefined && !running.has(stage.name) && decide(stage),
      )
      if (due === undefined) break
    }
    const stops = isCancelled || (someFailed() && run.failFast === 'cancel')
    const cut = [...running.keys()].filter((name) => {
      const condition = byName.get(name)?.condition
      return stops && (isCancelled || condition === undefined || !asksForState(condition))
    })
    for (const name of cut) {
      running.delete(name)
      ends[name] = 'cancelled'
    }
    if (cut.length > 0) settle()
  }
  settle()
  while (running.size > 0) {
    const [name, at] = [...running].sort((a, b) => a[1] - b[1])[0] ?? ['', 0]
    if (run.cancelAt !== undefined && !isCancelled && run.cancelAt < at) {
      now = run.cancelAt
      isCancelled = true
    } else {
      now = at
      running.delete(name)
      const stage = byName.get(name)
      const fails = stage?.fails === true || lost.has(name)
      ends[name] = fails ? 'failed' : 'succeeded'
      if (stage !== undefined && !fails) written.set(name, stage)
    }
    settle()
  }
  return ends
}

function isList(text: string): boolean {
  return /^\[.+\]$/.test(text)
}

/** A random pipeline; the same seed gives the same one. */
export function randomRun(seed: number, most: number): ModelRun {
  let state = seed * 2_654_435_761 + 1
  const pick = (limit: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 3_266_489_909) >>> 0
    return (state >>> 3) % limit
  }
  const chance = (percent: number): boolean => pick(100) < percent
  const count = 1 + pick(most)
  const isCalm = chance(40)
  const condition = (before: readonly string[], depth: number): Condition => {
    const stage = before[pick(Math.max(1, before.length))]
    switch (pick(depth > 1 ? 5 : 8)) {
      case 0:
        return { is: 'success' }
      case 1:
        return { is: 'failure' }
      case 2:
        return { is: 'always' }
      case 3:
        return { is: 'changed', glob: chance(50) ? 'a/**' : 'b/**' }
      case 4:
        return stage === undefined ? { is: 'always' } : { is: 'more', stage, than: pick(10) }
      case 5:
        return { is: 'not', of: condition(before, depth + 1) }
      case 6:
        return { is: 'and', left: condition(before, depth + 1), right: condition(before, depth + 1) }
      default:
        return { is: 'or', left: condition(before, depth + 1), right: condition(before, depth + 1) }
    }
  }
  const stages = Array.from({ length: count }, (_, index): ModelStage => {
    const needs = [...new Set(Array.from({ length: index === 0 ? 0 : pick(3) }, () => `s${pick(index)}`))]
    return {
      name: `s${index}`,
      needs,
      ...(chance(25) ? { group: chance(50) ? 'g' : 'h' } : {}),
      ...(chance(35) ? { condition: condition(needs, 0) } : {}),
      ...(needs[0] !== undefined && chance(15) ? { matrixFrom: needs[0] } : {}),
      fails: !isCalm && chance(20),
      // Never two ends in one moment, whose order would be anybody's guess.
      lasts: 1000 * (1 + pick(20)) + 3 * index + 7 * pick(50),
      writes: pick(10),
      list: chance(80) ? '[1, 2]' : '[]',
    }
  })
  return {
    stages,
    groups: { g: 1, h: 2 },
    failFast: chance(50) ? 'cancel' : 'finish',
    changed: new Set(chance(50) ? ['a/**'] : []),
    ...(chance(15) ? { cancelAt: 500 + 1000 * pick(30) + 0.5 } : {}),
  }
}
