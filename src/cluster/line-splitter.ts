import { StringDecoder } from 'node:string_decoder'

/** A line longer than this is given in pieces, so that one endless line cannot fill the memory. */
const longestLine = 16 * 1024 * 1024

/** Cuts a stream of bytes into lines at LF, across chunks and in the middle of characters. */
export interface LineSplitter {
  /** Complete lines of this chunk, without their ends; CRLF counts as one end. */
  push(chunk: Uint8Array): readonly string[]
  /** What is left without an end, if anything. */
  rest(): string | undefined
}

/** A splitter for one stream. */
export function lineSplitter(): LineSplitter {
  const decoder = new StringDecoder('utf8')
  let open = ''
  return {
    push: (chunk) => {
      const text = decoder.write(
        chunk instanceof Buffer ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength),
      )
      const lines = text.split('\n')
      const last = lines.pop() ?? ''
      if (lines.length === 0) {
        open += last
        if (open.length < longestLine) return lines
        const piece = open
        open = ''
        return [piece]
      }
      lines[0] = open + lines[0]
      open = last
      for (let i = 0; i < lines.length; i++) {
        const line = lines[i] ?? ''
        if (line.charCodeAt(line.length - 1) === 13) lines[i] = line.slice(0, -1)
      }
      return lines
    },
    rest: () => {
      const left = open + decoder.end()
      open = ''
      return left === '' ? undefined : left
    },
  }
}
