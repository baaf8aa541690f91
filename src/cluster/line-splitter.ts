import { StringDecoder } from 'node:string_decoder'

/** Characters of a line that are kept, so that one endless line cannot fill the memory. */
const longestLine = 16 * 1024 * 1024

/** Cuts a stream of bytes into lines at LF, across chunks and in the middle of characters. */
export interface LineSplitter {
  /** Complete lines of this chunk, without their ends; CRLF counts as one end. */
  push(chunk: Uint8Array): readonly string[]
  /** What is left without an end, if anything. */
  rest(): string | undefined
}

/** A splitter for one stream; what is beyond the limit of a line is left out and the line says so. */
export function lineSplitter(limit = longestLine): LineSplitter {
  const decoder = new StringDecoder('utf8')
  let open = ''
  let leftOut = 0
  const extend = (text: string): void => {
    const room = limit - open.length
    if (room >= text.length) open += text
    else {
      if (room > 0) open += text.slice(0, room)
      leftOut += text.length - Math.max(0, room)
    }
  }
  const close = (): string => {
    const line = leftOut === 0 ? open : `${open} [${leftOut} more characters of this line left out]`
    open = ''
    leftOut = 0
    return line
  }
  return {
    push: (chunk) => {
      const text = decoder.write(
        chunk instanceof Buffer ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength),
      )
      const lines = text.split('\n')
      const last = lines.pop() ?? ''
      if (lines.length > 0) {
        extend(lines[0] ?? '')
        lines[0] = close()
      }
      extend(last)
      for (let i = 0; i < lines.length; i++) {
        const line = lines[i] ?? ''
        if (line.charCodeAt(line.length - 1) === 13) lines[i] = line.slice(0, -1)
      }
      return lines
    },
    rest: () => {
      extend(decoder.end())
      return open === '' ? undefined : close()
    },
  }
}
