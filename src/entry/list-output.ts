import { type Column, tableText } from '../report/table.ts'
import type { CommandInput, Io, OptionSpec } from './command.ts'

/** Options of every command that lists something. */
export const listOptions: readonly OptionSpec[] = [
  {
    name: 'output',
    aliases: ['-o'],
    kind: 'text',
    value: 'table|wide|json|yaml|name',
    choices: ['table', 'text', 'wide', 'json', 'yaml', 'name'],
    summary: 'how to print',
    default: 'table',
  },
  { name: 'format', kind: 'text', value: 'text|json', choices: ['text', 'json'], summary: 'same as --output' },
  { name: 'headers', kind: 'flag', summary: 'print the heads of columns', default: 'on' },
]

/** Something to be listed in any of the ways that users of kubectl know. */
export interface Listing<T> {
  /** Word before the slash in `-o name`. */
  readonly kind: string
  readonly rows: readonly T[]
  readonly columns: readonly Column<T>[]
  readonly nameOf: (row: T) => string
  /** What a table says when there are no rows; it goes to standard error. */
  readonly none: string
  /** Prints one thing in full instead of a table of one row. */
  readonly detail?: (row: T) => string
}

/** Prints a listing as the command line asks. */
export async function printListing<T extends object>(listing: Listing<T>, input: CommandInput, io: Io): Promise<void> {
  const output = input.text('output') ?? input.text('format') ?? 'table'
  const { rows, detail } = listing
  const [first] = rows
  switch (output) {
    case 'json':
      return io.stdout(`${JSON.stringify(detail === undefined ? rows : first, null, 2)}\n`)
    case 'yaml': {
      const { valueAsYaml } = await import('./yaml-output.ts')
      return io.stdout(valueAsYaml(detail === undefined ? rows : (first ?? {})))
    }
    case 'name':
      return io.stdout(rows.map((row) => `${listing.kind}/${listing.nameOf(row)}\n`).join(''))
    default: {
      if (first === undefined) return io.stderr(`${listing.none}\n`)
      if (detail !== undefined && output !== 'wide') return io.stdout(detail(first))
      const how = { headers: input.flag('headers') !== false, wide: output === 'wide' }
      return io.stdout(tableText(listing.columns, rows, how))
    }
  }
}
