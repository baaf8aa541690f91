/** Does the work for all items, at most so many at the same time, begun in their order; the results stand in that order too. */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const waiting = [...items.entries()]
  const done = new Map<number, Result>()
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) done.set(next[0], await work(next[1]))
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return items.flatMap((_, index) => {
    const result = done.get(index)
    return result === undefined ? [] : [result]
  })
}
