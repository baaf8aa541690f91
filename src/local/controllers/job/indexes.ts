/** Reads `1,3-5` as the set of its numbers. */
export function parseIndexes(text: string): Set<number> {
  const indexes = new Set<number>()
  for (const part of text.split(',').filter((piece) => piece !== '')) {
    const [first = 0, last = first] = part.split('-').map(Number)
    for (let index = first; index <= last; index++) indexes.add(index)
  }
  return indexes
}

/** Writes a set of numbers as `1,3-5`: runs of three and more are joined by a dash, of two by a comma. */
export function formatIndexes(indexes: Iterable<number>): string {
  const runs: [number, number][] = []
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run !== undefined && run[1] === index - 1) run[1] = index
    else runs.push([index, index])
  }
  return runs.map(runText).join(',')
}

function runText([first, last]: [number, number]): string {
  if (first === last) return `${first}`
  return last === first + 1 ? `${first},${last}` : `${first}-${last}`
}
