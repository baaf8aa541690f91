/** Where the box of a stage stands in a drawing. */
export interface Box {
  readonly name: string
  readonly x: number
  readonly y: number
}

/** A drawing of a graph: boxes in columns by depth, and the edges between them. */
export interface Layout {
  readonly boxes: readonly Box[]
  readonly edges: readonly (readonly [Box, Box])[]
  readonly width: number
  readonly height: number
}

export const boxWidth = 168
export const boxHeight = 40
const columnGap = 56
const rowGap = 18
const margin = 12

/** Puts every stage in the column behind the last of its needs. */
export function layoutOf(names: readonly string[], edges: readonly (readonly [string, string])[]): Layout {
  const depth = depthsOf(names, edges)
  const rows = new Map<number, number>()
  const boxes = names.map((name): Box => {
    const column = depth.get(name) ?? 0
    const row = rows.get(column) ?? 0
    rows.set(column, row + 1)
    return { name, x: margin + column * (boxWidth + columnGap), y: margin + row * (boxHeight + rowGap) }
  })
  const byName = new Map(boxes.map((box) => [box.name, box]))
  const drawn = edges.flatMap(([from, to]) => {
    const [a, b] = [byName.get(from), byName.get(to)]
    return a === undefined || b === undefined ? [] : [[a, b] as const]
  })
  return {
    boxes,
    edges: drawn,
    width: margin + Math.max(0, ...boxes.map((box) => box.x + boxWidth)),
    height: margin + Math.max(0, ...boxes.map((box) => box.y + boxHeight)),
  }
}

function depthsOf(
  names: readonly string[],
  edges: readonly (readonly [string, string])[],
): ReadonlyMap<string, number> {
  const depth = new Map(names.map((name) => [name, 0]))
  for (let round = 0; round < names.length; round++) {
    let hasChanged = false
    for (const [from, to] of edges) {
      const least = (depth.get(from) ?? 0) + 1
      if ((depth.get(to) ?? 0) >= least || least > names.length) continue
      depth.set(to, least)
      hasChanged = true
    }
    if (!hasChanged) break
  }
  return depth
}
