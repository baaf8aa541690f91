/** What a command may touch of the outside world; tests pass their own. */
export interface Io {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** True when standard output is a terminal. */
  readonly isTerminal: boolean
  /** Reads standard input to its end. */
  readonly stdin: () => Promise<string>
  /** Asks a person a question and gives the answer; absent where nobody sits. */
  readonly ask?: (question: string) => Promise<string>
  /** Aborts when nobody reads standard output any more, as after `| head -1`; what is written then is dropped. */
  readonly unread?: AbortSignal
  /** Told every secret before its first use: what is printed from then on shows stars in its place. */
  readonly mask?: (secret: string) => void
  /** Aborts on SIGINT, SIGTERM and SIGBREAK. */
  readonly signal: AbortSignal
}

/** One option of a command. */
export interface OptionSpec {
  readonly name: string
  readonly aliases?: readonly string[]
  /** `flag` takes no value (and accepts `--no-NAME`), `list` may be repeated. */
  readonly kind: 'flag' | 'text' | 'number' | 'list'
  readonly value?: string
  readonly choices?: readonly string[]
  readonly summary: string
  readonly default?: string
  readonly isHidden?: boolean
}

/** One positional argument. */
export interface PositionalSpec {
  readonly name: string
  readonly summary: string
  readonly isRequired: boolean
  /** Takes all that is left. */
  readonly isRest?: boolean
}

/** The words of one command line, checked against the command's specification. */
export interface CommandInput {
  readonly positionals: readonly string[]
  flag(name: string): boolean | undefined
  text(name: string): string | undefined
  number(name: string): number | undefined
  list(name: string): readonly string[]
}

/** A command of the CLI. */
export interface Command {
  /** As typed: `validate`, `create secret`. */
  readonly name: string
  readonly summary: string
  readonly description?: string
  readonly positionals: readonly PositionalSpec[]
  readonly options: readonly OptionSpec[]
  readonly examples: readonly string[]
  /** Does the work and gives the exit code. */
  run(input: CommandInput, io: Io): Promise<number>
}

/** A row of the command table: enough to list a command without loading it. */
export interface CommandEntry {
  readonly name: string
  /** Older spellings; using one says the new name once. */
  readonly aliases?: readonly string[]
  /** Other spellings that are as good; nothing is said about them. */
  readonly synonyms?: readonly string[]
  readonly summary: string
  readonly isHidden?: boolean
  load(): Promise<Command>
}
