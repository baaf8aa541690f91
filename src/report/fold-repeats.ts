const longestBlock = 30

/** Lines in which a block that comes again and again stands once: a crash loop prints the same traceback each time. */
export function foldRepeats(lines: readonly string[]): readonly string[] {
  const folded: string[] = []
  for (let at = 0; at < lines.length; ) {
    const { length, times } = repeatAt(lines, at)
    folded.push(...lines.slice(at, at + length))
    if (times > 1) folded.push(`… ${length === 1 ? 'this line' : `these ${length} lines`} ${times} times`)
    at += length * times
  }
  return folded
}

/** The block that saves most lines when it is told once; a line of its own when none comes again. */
function repeatAt(lines: readonly string[], at: number): { readonly length: number; readonly times: number } {
  let best = { length: 1, times: 1 }
  for (let length = 1; length <= longestBlock && at + 2 * length <= lines.length; length++) {
    const times = timesOf(lines, at, length)
    const saved = length * (times - 1) - 1
    if (times > 1 && saved > 0 && saved > best.length * (best.times - 1) - 1) best = { length, times }
  }
  return best
}

function timesOf(lines: readonly string[], at: number, length: number): number {
  let times = 1
  const isAgain = (): boolean => {
    const next = at + times * length
    if (next + length > lines.length) return false
    for (let i = 0; i < length; i++) if (lines[at + i] !== lines[next + i]) return false
    return true
  }
  while (isAgain()) times++
  return times
}
