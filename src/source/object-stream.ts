/** An object of git: what it is, and what it holds. */
export interface GitObject {
  readonly id: string
  readonly kind: string
  readonly content: Buffer
}

/** What `git cat-file --batch` says: an object, how large the next one is, or that there is none of that name. */
export type Said =
  | { readonly said: 'object'; readonly object: GitObject }
  | { readonly said: 'size'; readonly bytes: number }
  | { readonly said: 'missing'; readonly name: string }

interface Header {
  readonly id: string
  readonly kind: string
  readonly bytes: number
}

/** Takes the output of `git cat-file --batch` in pieces and tells what it says, in order. */
export class ObjectStream {
  #pieces: Buffer[] = []
  #have = 0
  #header: Header | undefined;

  *take(piece: Buffer): Generator<Said> {
    this.#pieces.push(piece)
    this.#have += piece.length
    // Joined only when an object is whole: large ones come in very many pieces.
    if (this.#header !== undefined && this.#have <= this.#header.bytes) return
    const all = this.#pieces.length === 1 ? piece : Buffer.concat(this.#pieces)
    let at = 0
    for (;;) {
      if (this.#header === undefined) {
        const end = all.indexOf(10, at)
        if (end < 0) break
        const line = all.toString('utf8', at, end)
        at = end + 1
        this.#header = headerOf(line)
        if (this.#header === undefined) yield { said: 'missing', name: line.replace(/ \w+$/, '') }
        else yield { said: 'size', bytes: this.#header.bytes }
        continue
      }
      const { id, kind, bytes } = this.#header
      if (all.length - at <= bytes) break
      yield { said: 'object', object: { id, kind, content: all.subarray(at, at + bytes) } }
      at += bytes + 1
      this.#header = undefined
    }
    this.#pieces = [all.subarray(at)]
    this.#have = all.length - at
  }
}

function headerOf(line: string): Header | undefined {
  const [, id, kind, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(line) ?? []
  return id === undefined || kind === undefined ? undefined : { id, kind, bytes: Number(size) }
}
