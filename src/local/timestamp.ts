import { flat } from './flat.ts'

/** An instant as Kubernetes writes it, to the second. */
export function timestamp(ms: number): string {
  return flat(`${new Date(ms).toISOString().slice(0, 19)}Z`)
}

/** An instant as Kubernetes writes micro-times. */
export function microTimestamp(ms: number): string {
  return flat(`${new Date(ms).toISOString().slice(0, 23)}000Z`)
}
