import { setFlagsFromString } from 'node:v8'

/**
 * Keeps what is short-lived in the little room it has at the start, and collects the rest when it has grown by a third. A run
 * reads logs and watches for hours, and nearly all of that is garbage at once: with more room Node.js only collects it
 * later, and holds tens of megabytes for it.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=30')
}
