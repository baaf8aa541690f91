/** The edges of a pipeline: for every stage the stages it needs, in order. */
export type Needs = ReadonlyMap<string, readonly string[]>

/**
 * Edges from the steps of a DAG text: every stage of a step needs all stages of the step before. A stage that stands
 * twice runs once, where it first stands.
 */
export function stepEdges(steps: readonly (readonly string[])[]): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, readonly string[]>()
  let previous: readonly string[] = []
  for (const step of steps) {
    const fresh = [...new Set(step)].filter((name) => !needs.has(name))
    for (const name of fresh) needs.set(name, previous)
    if (fresh.length > 0) previous = fresh
  }
  return needs
}

/** One cycle, as the names on the way with the first one repeated at the end; undefined when there is none. */
export function findCycle(needs: Needs): readonly string[] | undefined {
  const done = new Set<string>()
  const path: string[] = []
  const visit = (name: string): readonly string[] | undefined => {
    if (done.has(name)) return undefined
    const start = path.indexOf(name)
    if (start >= 0) return [...path.slice(start), name]
    path.push(name)
    for (const need of needs.get(name) ?? []) {
      const cycle = visit(need)
      if (cycle !== undefined) return cycle
    }
    path.pop()
    done.add(name)
    return undefined
  }
  for (const name of needs.keys()) {
    const cycle = visit(name)
    if (cycle !== undefined) return cycle
  }
  return undefined
}

/** The graph in layers: every stage stands right after the last stage it needs. */
export function layersOf(needs: Needs): readonly (readonly string[])[] {
  const depths = new Map<string, number>()
  const depthOf = (name: string): number => {
    const known = depths.get(name)
    if (known !== undefined) return known
    depths.set(name, 0)
    const depth = Math.max(-1, ...(needs.get(name) ?? []).filter((need) => needs.has(need)).map(depthOf)) + 1
    depths.set(name, depth)
    return depth
  }
  const layers: string[][] = []
  for (const name of needs.keys()) {
    const depth = depthOf(name)
    while (layers.length <= depth) layers.push([])
    layers[depth]?.push(name)
  }
  return layers
}

/** Every stage that must be done before that one. */
export function ancestorsOf(name: string, needs: Needs): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [...(needs.get(name) ?? [])]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue
    found.add(next)
    waiting.push(...(needs.get(next) ?? []))
  }
  return found
}
