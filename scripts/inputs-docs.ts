// Writes docs/reference/inputs.md from the table of inputs and outputs.
import { type InputSpec, inputs, outputs } from '../src/entry/inputs.ts'

const groups = { what: 'What to do', where: 'Where: how to get into the cluster', report: 'How it reports' } as const

/** The reference of the action's inputs and outputs. */
export function inputsDocs(): string {
  return `${[
    '<!-- Written by "npm run generate" from src/entry/inputs.ts; a test compares both. -->',
    '# Inputs and outputs of the action',
    'Everything is optional. Whatever is wrong with the inputs is reported at once, each by its name, before anything ' +
      'is touched (exit code 2). Switches are `true` or `false`, durations are `90s`, `45m` or `1h30m`, lists are ' +
      'separated by commas or lines.',
    ...Object.entries(groups).map(
      ([group, title]) => `## ${title}\n\n${inputTable(inputs.filter((input) => input.group === group))}`,
    ),
    '### `secrets`',
    'Each line `NAME.KEY=VALUE` gives one key of one secret; a value of several lines goes between `NAME.KEY<<END` and ' +
      'a line `END`. The values are masked before anything else happens. For this run they take the place of the ' +
      'secrets of the same names in the `secrets_group` of the pipeline, or go beside them; they are kept next to the ' +
      'stages as Secrets of this run, so that a version that is restored later finds the values it was deployed with. ' +
      'They are in no record, no event, no report and no argument of a process.',
    '```yaml\nsecrets: |\n  database.USER=ada\n  database.PASSWORD=${{ secrets.DATABASE_PASSWORD }}\n  tls.KEY<<END\n  ${{ secrets.TLS_KEY }}\n  END\n```',
    '## Outputs',
    [
      '| output | meaning |',
      '|---|---|',
      ...outputs.map(({ name, description }) => `| \`${name}\` | ${description} |`),
    ].join('\n'),
    'An output that would hold a masked value is dropped by the runner with a warning; values of secrets are replaced by ' +
      '`***` before that, so that an output is never lost to masking.',
  ].join('\n\n')}\n`
}

function inputTable(group: readonly InputSpec[]): string {
  const rows = group.map(({ name, description, choices, default: usual, isSecret }) => {
    const oneOf = choices === undefined ? '' : ` One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.`
    const masked = isSecret === true ? ' Masked.' : ''
    return `| \`${name}\` | ${description}${oneOf}${masked} | ${usual === undefined ? '' : `\`${usual}\``} |`
  })
  return ['| input | meaning | default |', '|---|---|---|', ...rows].join('\n')
}
