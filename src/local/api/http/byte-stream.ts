/** A stream that is written as things happen and read as fast as the reader likes. */
export interface ByteStream {
  write(text: string): void
  end(): void
  readonly body: AsyncIterable<Uint8Array>
}

const LONGEST_BACKLOG = 256 * 1024 * 1024

/** A new stream; `onEnd` is called once, whoever ends it. A reader that falls hopelessly behind is cut off. */
export function createByteStream(onEnd: () => void, signal?: AbortSignal): ByteStream {
  const encoder = new TextEncoder()
  let waiting: string[] = []
  let length = 0
  let isOver = false
  let wake: (() => void) | undefined

  function end(): void {
    if (isOver) return
    isOver = true
    signal?.removeEventListener('abort', end)
    wake?.()
    onEnd()
  }

  if (signal?.aborted === true) queueMicrotask(end)
  else signal?.addEventListener('abort', end, { once: true })

  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        if (waiting.length > 0 && signal?.aborted !== true) {
          const text = waiting.join('')
          waiting = []
          length = 0
          yield encoder.encode(text)
        } else if (isOver) return
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    } finally {
      end()
    }
  }

  const body = read()
  return {
    write(text) {
      if (isOver) return
      waiting.push(text)
      length += text.length
      if (length > LONGEST_BACKLOG) end()
      wake?.()
    },
    end,
    body: { [Symbol.asyncIterator]: () => withPromptReturn(body, end) },
  }
}

// A generator that waits does not return before it wakes: end the stream first.
function withPromptReturn(body: AsyncGenerator<Uint8Array>, end: () => void): AsyncIterator<Uint8Array> {
  return {
    next: () => body.next(),
    return: () => {
      end()
      return body.return(undefined)
    },
  }
}
