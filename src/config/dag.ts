/** One use of a stage in DAG text. */
export interface DagUse {
  readonly name: string
  /** Offset in the text. */
  readonly offset: number
}

/** DAG text taken apart. */
export interface Dag {
  readonly steps: readonly (readonly DagUse[])[]
  /** Steps (from 1) in which a name is missing. */
  readonly emptySteps: readonly number[]
}

/** Steps are joined by `>>`, stages of a step by `,`; blanks do not count, not even inside a name. */
export function parseDag(text: string): Dag {
  const steps: DagUse[][] = []
  const emptySteps: number[] = []
  let offset = 0
  for (const [index, step] of text.split('>>').entries()) {
    const uses: DagUse[] = []
    let at = offset
    for (const part of step.split(',')) {
      const name = part.replaceAll(' ', '')
      const lead = part.length - part.replace(/^ +/, '').length
      if (name === '') emptySteps.push(index + 1)
      else uses.push({ name, offset: at + lead })
      at += part.length + 1
    }
    steps.push(uses)
    offset += step.length + 2
  }
  return { steps, emptySteps: [...new Set(emptySteps)] }
}

/** The steps as names. */
export function stepNames(dag: Dag): readonly (readonly string[])[] {
  return dag.steps.map((step) => step.map((use) => use.name))
}

/** What stands between stages where `>>` or `,` was probably meant. */
export function likelyJoiner(name: string): string | undefined {
  const joiner = /->|=>|>|;|\||&|\n/.exec(name)?.[0]
  return joiner === undefined ? undefined : joiner === ';' || joiner === '|' || joiner === '&' ? ',' : '>>'
}
