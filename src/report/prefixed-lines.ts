import { safeLine, splitLines } from './safe-line.ts'

/** Text that comes in pieces as whole lines behind a prefix, none of which a CI runner obeys. */
export interface PrefixedLines {
  write(text: string): void
  /** Writes what has no line end yet. */
  end(): void
}

/** Lines of a command that is not a run: what it prints may hold words of a file that anybody wrote. */
export function prefixedLines(write: (text: string) => void, prefix: string): PrefixedLines {
  let rest = ''
  const line = (text: string): void => write(`${prefix} | ${safeLine(text)}\n`)
  return {
    write: (text) => {
      const lines = splitLines(rest + text)
      rest = lines.at(-1) ?? ''
      for (const whole of lines.slice(0, -1)) line(whole)
    },
    end: () => {
      if (rest !== '') line(rest)
      rest = ''
    },
  }
}
