/** A callback that waits for its time; `order` keeps those of one instant in the order they were set. */
export interface Timer {
  readonly due: number
  readonly order: number
  readonly callback: () => void
  cancelled: boolean
}

/** Timers by due time, the earliest first. */
export interface TimerHeap {
  push(timer: Timer): void
  /** The earliest timer that was not cancelled. */
  peek(): Timer | undefined
  pop(): Timer | undefined
}

/** An empty heap of timers; both ends cost O(log n), so a hundred thousand of them are no burden. */
export function timerHeap(): TimerHeap {
  const heap: Timer[] = []

  function dropCancelled(): void {
    while (heap[0]?.cancelled) removeFirst(heap)
  }

  return {
    push(timer) {
      heap.push(timer)
      siftUp(heap, heap.length - 1)
    },
    peek() {
      dropCancelled()
      return heap[0]
    },
    pop() {
      dropCancelled()
      return removeFirst(heap)
    },
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order)
}

function removeFirst(heap: Timer[]): Timer | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (last !== undefined && last !== first) {
    heap[0] = last
    siftDown(heap)
  }
  return first
}

function siftUp(heap: Timer[], start: number): void {
  let at = start
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!swapWhenBefore(heap, at, parent)) return
    at = parent
  }
}

function siftDown(heap: Timer[]): void {
  let at = 0
  for (;;) {
    const child = earlierChild(heap, at)
    if (child === undefined || !swapWhenBefore(heap, child, at)) return
    at = child
  }
}

function earlierChild(heap: Timer[], at: number): number | undefined {
  const left = heap[2 * at + 1]
  const right = heap[2 * at + 2]
  if (left === undefined) return undefined
  return right !== undefined && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1
}

function swapWhenBefore(heap: Timer[], lower: number, upper: number): boolean {
  const a = heap[lower]
  const b = heap[upper]
  if (a === undefined || b === undefined || !isBefore(a, b)) return false
  heap[upper] = a
  heap[lower] = b
  return true
}
