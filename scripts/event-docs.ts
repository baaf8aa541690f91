// Writes docs/reference/events.md and docs/reference/report.md from the types of events and reports.
import { join } from 'node:path'
import { fieldTable, interfacesOf, type TypeDoc, variantsOf, wordsOf } from './type-docs.ts'

const root = join(import.meta.dirname, '..')
const events = join(root, 'src/run/events.ts')
const report = join(root, 'src/report/run-report.ts')
const written = '<!-- Written by "npm run generate" from the types in src; a test compares both. -->'

/** What each event says; a test fails when one is missing. */
export const meanings: Readonly<Record<string, string>> = {
  'run.started': 'The first event of a run: what is run, from which commit, and the graph of its stages.',
  'wave.started': 'Stages that start together; the log of a CI system opens a group for them.',
  'wave.finished': 'Every stage of that wave has ended.',
  'object.applied': 'A Kubernetes object was written or removed, or was found to be as it should be.',
  'stage.started': 'An attempt of a stage begins.',
  'stage.waiting': 'Why a stage is not running or not ready yet: pulling, scheduling, starting.',
  'stage.running': 'The pod of a stage runs.',
  'stage.log': 'One line that a container of a stage printed, without its line end.',
  'stage.retrying': 'An attempt failed, and another one follows after a delay.',
  'stage.finished': 'A stage has ended, with where its time went, what it put out and why it failed.',
  'rollback.started': 'What this run changed is put back.',
  'rollback.finished': 'What became of each object, and whether what was there before serves again.',
  'run.finished': 'The last event of a run: its verdict. Commands exit with the code that belongs to it.',
  notice: 'Something worth knowing that belongs to nothing else; `code` is stable.',
}

/** The reference of events. */
export function eventDocs(): string {
  const kinds = variantsOf(events, 'RunEvent', 'type')
  const types = interfacesOf(events)
  const links = Object.fromEntries(types.map(({ name }) => [name, `#${name.toLowerCase()}`]))
  return `${[
    written,
    '# Events',
    'What a run tells while it works. `bodywork deploy --format json` prints one event a line on standard output, and ' +
      'nothing else there; every other way of showing a run is made from the same events.',
    'Every event has `type` and `at`, the time in milliseconds since the epoch. New fields and new types may come with ' +
      'any release: leave out what you do not know. Fields are never renamed and never change their meaning within a ' +
      'major version. Values of secrets that were given to the run are replaced by `***`.',
    '```sh\nbodywork deploy --format json | jq -r \'select(.type == "stage.finished") | "\\(.stage) \\(.outcome)"\'\n```',
    '| event | when |\n|---|---|\n' +
      kinds.map(({ name }) => `| [\`${name}\`](#${anchor(name)}) | ${meanings[name] ?? ''} |`).join('\n'),
    ...kinds.map((kind) => `## ${kind.name}\n\n${meanings[kind.name] ?? ''}\n\n${fieldTable(kind.fields, links)}`),
    '## Parts of events',
    ...types.map((type) => section(type, links)),
    '## Words',
    wordTable(wordsOf(events)),
  ].join('\n\n')}\n`
}

/** The reference of the report as JSON, and of the other files of a report folder. */
export function reportDocs(): string {
  const types = interfacesOf(report).filter(({ name }) => name !== 'ReportKeeper')
  const links = {
    Failure: 'events.md#failure',
    StageTimings: 'events.md#stagetimings',
    StageReport: '#stagereport',
  }
  return `${[
    written,
    '# The report',
    'With `report-dir` (action) or `--report-dir` (command line) a run leaves a folder:',
    [
      '| file | what it is |',
      '|---|---|',
      '| `report.md` | the job summary: verdict, graph, stages, failures with evidence, rollback |',
      '| `report.html` | the same as one page that loads nothing from elsewhere, light and dark |',
      '| `report.json` | the same as data, described below |',
      '| `junit.xml` | one test case a stage, for test reports of CI systems |',
      '| `logs/STAGE.log` | every line that the stage printed |',
    ].join('\n'),
    '![The report as a page](../images/report-light.png)',
    '`formatVersion` is 1. It goes up when a field goes away or changes its meaning; new fields may come at any time. ' +
      'Times are milliseconds, points in time are milliseconds since the epoch. A stage that never began is `waiting`, ' +
      'one that was cut off is `running`.',
    '```sh\njq -r \'.stages[] | select(.outcome == "failed") | "\\(.name): \\(.failure.cause)"\' reports/report.json\n```',
    ...[...types].reverse().map((type) => section(type, links)),
  ].join('\n\n')}\n`
}

function section({ name, comment, fields }: TypeDoc, links: Readonly<Record<string, string>>): string {
  return `### ${name}\n\n${comment}\n\n${fieldTable(fields, links)}`
}

function wordTable(words: Readonly<Record<string, string>>): string {
  const rows = Object.entries(words)
    .filter(([, text]) => text.includes("'"))
    .map(
      ([name, text]) =>
        `| \`${name}\` | ${text
          .split(' | ')
          .map((word) => `\`${word.replaceAll("'", '')}\``)
          .join(', ')} |`,
    )
  return ['| type | one of |', '|---|---|', ...rows].join('\n')
}

function anchor(name: string): string {
  return name.toLowerCase().replaceAll('.', '')
}
