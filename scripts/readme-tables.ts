// Writes the tables of inputs and outputs into README.md, between their markers.
import { readFileSync } from 'node:fs'
import { inputs, outputs } from '../src/entry/inputs.ts'

const groups = { what: 'What to do', where: 'How to get into the cluster', report: 'How it reports' } as const

/** The text of the README with its tables as they should be. */
export function readmeWithTables(file: string): string {
  return between(between(readFileSync(file, 'utf8'), 'inputs', inputTable()), 'outputs', outputTable())
}

function between(text: string, name: string, table: string): string {
  const [begin, end] = [`<!-- BEGIN ${name} (npm run generate) -->`, `<!-- END ${name} -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`README.md has no place for its ${name}: ${begin} and ${end}`)
  return `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`
}

function inputTable(): string {
  const rows = Object.entries(groups).flatMap(([group, title]) => [
    `| **${title}** | | |`,
    ...inputs
      .filter((input) => input.group === group)
      .map((input) => {
        const choices = input.choices === undefined ? '' : ` One of ${input.choices.map(code).join(', ')}.`
        const masked = input.isSecret === true ? ' Masked.' : ''
        return `| ${code(input.name)} | ${input.description}${choices}${masked} | ${input.default === undefined ? '' : code(input.default)} |`
      }),
  ])
  return ['| input | meaning | default |', '|---|---|---|', ...rows].join('\n')
}

function outputTable(): string {
  return [
    '| output | meaning |',
    '|---|---|',
    ...outputs.map(({ name, description }) => `| ${code(name)} | ${description} |`),
  ].join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}
