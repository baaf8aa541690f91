import { createHash } from 'node:crypto'
import type { LogLine } from './ports.ts'

/** Something a pod handed over through its log: a tar.gz. */
export interface KeptArchive {
  readonly stage: string
  readonly pod: string
  readonly kind: 'artifacts' | 'notebook'
  /** Which pod of a matrix it was. */
  readonly element?: number
  readonly sha256: string
  readonly archive: Buffer
}

/** Takes what pods hand over out of their logs, and puts it together. */
export interface KeptArchives {
  /** The lines that are for people. */
  lines(pod: string, lines: AsyncIterable<LogLine>, element?: number): AsyncIterable<LogLine>
  /** The artifacts with that hash, as soon as they are whole; undefined when they are not by then. */
  artifacts(sha256: string, until: Promise<unknown>): Promise<Buffer | undefined>
}

const piece = /bodywork-kept (artifacts|notebook) (\d{1,4})\/(\d{1,4}) ([0-9a-f]{64}) ([A-Za-z0-9+/=]{1,8000})$/
/** Bytes of base64 that 4 MiB become, in pieces of 8000. */
const mostPieces = 700

/** What the pods of one stage hand over. */
export function keptArchives(stage: string, onKept: (kept: KeptArchive) => void): KeptArchives {
  const open = new Map<string, string[]>()
  const whole = new Map<string, Buffer>()
  const waiting = new Map<string, () => void>()
  const take = (pod: string, text: string, element: number | undefined): string | undefined => {
    const match = piece.exec(text)
    const [, kind = '', number = '', count = '', sha256 = '', base64 = ''] = match ?? []
    if (match === null || Number(count) > mostPieces || Number(number) < 1 || Number(number) > Number(count))
      return text
    const key = `${pod} ${kind} ${sha256}`
    const pieces = open.get(key) ?? []
    open.set(key, pieces)
    pieces[Number(number) - 1] = base64
    if (pieces.filter(() => true).length === Number(count)) {
      open.delete(key)
      const archive = Buffer.from(pieces.join(''), 'base64')
      const isWhole = createHash('sha256').update(archive).digest('hex') === sha256
      const which = { kind: kind === 'notebook' ? 'notebook' : 'artifacts', sha256 } as const
      if (isWhole) onKept({ stage, pod, ...which, ...(element === undefined ? {} : { element }), archive })
      if (isWhole && kind === 'artifacts') {
        whole.set(sha256, archive)
        waiting.get(sha256)?.()
      }
    }
    return match.index === 0 ? undefined : text.slice(0, match.index)
  }
  return {
    async *lines(pod, lines, element) {
      for await (const line of lines) {
        const text = take(pod, line.text, element)
        if (text !== undefined) yield { ...line, text }
      }
    },
    artifacts: async (sha256, until) => {
      if (!whole.has(sha256))
        await Promise.race([new Promise<void>((resolve) => void waiting.set(sha256, resolve)), until])
      return whole.get(sha256)
    },
  }
}
