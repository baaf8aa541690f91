import type { ObjectReader } from './object-reader.ts'

/** A reader whose git starts with the first question, or when it is told to: where none is asked, none is needed. */
export interface LateReader extends ObjectReader {
  readonly start: () => void
}

/** A late reader of the repository that a folder is in. */
export function lateReader(folder: string): LateReader {
  let started: Promise<ObjectReader> | undefined
  let isClosed = false
  const start = (): Promise<ObjectReader> => {
    started ??= import('./object-reader.ts').then(({ objectReader }) => objectReader(folder))
    return started
  }
  return {
    start: () => void start(),
    read: async (names, most) => {
      const isTooLate = isClosed
      const reader = await start()
      if (isTooLate) reader.close()
      return reader.read(names, most)
    },
    close: () => {
      isClosed = true
      void started?.then((reader) => reader.close())
    },
  }
}
