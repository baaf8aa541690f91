import { never } from '../model/problem.ts'
import { failureOf, type GitResult, gitOutput, startGit } from './git.ts'
import { type GitObject, ObjectStream, type Said } from './object-stream.ts'

/** A git that hands out objects for as long as it is asked: one process in place of one for every question. */
export interface ObjectReader {
  /** The objects of these names, in that order; undefined, and the last answer, when they hold more bytes than `most`. */
  readonly read: (names: readonly string[], most?: number) => Promise<readonly GitObject[] | undefined>
  /** Ends it; what was asked before is still answered. */
  readonly close: () => void
}

interface Request {
  readonly count: number
  readonly most: number
  readonly found: GitObject[]
  bytes: number
  readonly resolve: (objects: readonly GitObject[] | undefined) => void
  readonly fail: (result: GitResult) => void
}

const batch = ['cat-file', '--batch']

/** Starts to read the objects of the repository that a folder is in. */
export function objectReader(folder: string): ObjectReader {
  const stream = new ObjectStream()
  const open: Request[] = []
  const started = startGit(folder, batch, { takesInput: true, onOutput: (piece) => hear(piece) })
  const hear = (piece: Buffer): void => {
    for (const said of stream.take(piece)) {
      const request = open[0]
      if (request !== undefined && !isGoingOn(request, said)) return started.stop()
      if (request !== undefined && request.found.length === request.count) open.shift()?.resolve(request.found)
    }
  }
  return {
    read: (names, most = Number.POSITIVE_INFINITY) =>
      new Promise((resolve, reject) => {
        if (names.length === 0) return resolve([])
        const fail = (result: GitResult) => reject(failureOf(result, folder, batch))
        open.push({ count: names.length, most, found: [], bytes: 0, resolve, fail })
        started.ended.then(fail, reject)
        started.tell(names.map((name) => `${name}\n`).join(''))
      }),
    close: started.finish,
  }
}

/** False when that was the last answer: nothing of that name, or more than was wanted. */
function isGoingOn(request: Request, said: Said): boolean {
  switch (said.said) {
    case 'object':
      request.found.push(said.object)
      return true
    case 'size':
      request.bytes += said.bytes
      if (request.bytes <= request.most) return true
      request.resolve(undefined)
      return false
    case 'missing':
      request.fail({ code: 1, stdout: Buffer.alloc(0), stderr: `there is no object ${said.name}` })
      return false
    default:
      return never(said)
  }
}

/** How many bytes the objects of these ids have. */
export async function objectSizes(folder: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const told = await gitOutput(folder, ['cat-file', '--batch-check'], ids.map((id) => `${id}\n`).join(''))
  const rows = told
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(' '))
  return new Map(rows.map(([id = '', , size]) => [id, Number(size) || 0]))
}
