// Writes docs/reference/commands.md from what every command says with --help.
import { commandTable } from '../src/entry/command-table.ts'
import { exitCodes } from '../src/entry/exit-codes.ts'
import { commandHelp } from '../src/entry/help.ts'

const head = `# Commands

<!-- Written by "npm run generate" from the help of every command; a test compares both. -->

\`bodywork\` is also called \`bw\`. Every command has \`--help\`. Results go to standard output, all else to standard error;
with \`--format json\` standard output is JSON and nothing else. Options may stand anywhere, as \`--name value\` or
\`--name=value\`; switches have a \`--no-\` form. Exit codes: ${exitCodes.done} done, ${exitCodes.stageFailed} a stage failed (or what was named is not there),
${exitCodes.wrongInput} wrong input, ${exitCodes.clusterRefused} the cluster or the cloud refused, ${exitCodes.notRestored} restoring failed, ${exitCodes.locked} another run holds the pipeline, ${exitCodes.cancelled} cancelled,
${exitCodes.bug} a bug of ours.
`

/** The text of docs/reference/commands.md. */
export async function commandDocs(): Promise<string> {
  const parts = [head]
  const shown = commandTable.filter((entry) => entry.isHidden !== true)
  parts.push(['| command | what it does |', '|---|---|', ...shown.map(row), ''].join('\n'))
  for (const entry of shown) {
    const command = await entry.load()
    const older = entry.aliases?.filter((alias) => !alias.startsWith('-')) ?? []
    parts.push(`## ${entry.name}\n`)
    if (older.length > 0) parts.push(`Older spellings: ${older.map((alias) => `\`${alias}\``).join(', ')}.\n`)
    parts.push(`\`\`\`text\n${commandHelp(command).trimEnd()}\n\`\`\`\n`)
  }
  return parts.join('\n')
}

function row({ name, summary }: { readonly name: string; readonly summary: string }): string {
  return `| [\`${name}\`](#${name.replaceAll(' ', '-')}) | ${summary.replaceAll('|', '\\|')} |`
}
