// Writes action.yml from the table of inputs and outputs.
import { inputs, outputs } from '../src/entry/inputs.ts'

const quoted = (text: string): string => JSON.stringify(text)

/** The text of action.yml. */
export function actionYml(): string {
  const groups = { what: 'What to do', where: 'Where: how to get into the cluster', report: 'How it reports' } as const
  const lines = [
    '# Written by "npm run generate" from src/entry/inputs.ts; a test compares both.',
    'name: Bodywork',
    'description: Deploy machine-learning pipelines to Kubernetes, with live logs, named causes and verified rollback.',
    'author: bodywork-action',
    'branding:',
    '  icon: layers',
    '  color: purple',
    'inputs:',
  ]
  for (const [group, title] of Object.entries(groups)) {
    lines.push(`  # ${title}`)
    for (const input of inputs.filter((candidate) => candidate.group === group)) {
      const choices = input.choices === undefined ? '' : ` One of: ${input.choices.join(', ')}.`
      lines.push(
        `  ${input.name}:`,
        `    description: ${quoted(`${input.description}${choices}`)}`,
        '    required: false',
      )
      if (input.default !== undefined) lines.push(`    default: ${quoted(input.default)}`)
    }
  }
  lines.push('outputs:')
  for (const output of outputs) lines.push(`  ${output.name}:`, `    description: ${quoted(output.description)}`)
  lines.push('runs:', '  using: node24', '  main: dist/index.js', '  post: dist/index.js', '  post-if: always()', '')
  return lines.join('\n')
}
