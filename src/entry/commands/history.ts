import { durationText } from '../../report/duration-text.ts'
import { safeLine } from '../../report/safe-line.ts'
import type { RunRecord } from '../../run/record.ts'
import { readRecords } from '../../run/record-store.ts'
import type { Command } from '../command.ts'
import { clusterOptions, formatOption, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { folderOptions, pipelineName } from '../pipeline-name.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork history`: the runs of a pipeline that are on record. */
export function historyCommand(wiring: Wiring): Command {
  return {
    name: 'history',
    summary: 'list the recorded runs of a pipeline',
    positionals: [
      { name: 'PIPELINE', summary: 'its name; the pipeline of this folder when absent', isRequired: false },
    ],
    options: [namespaceOption, ...folderOptions, ...clusterOptions, formatOption],
    examples: ['bodywork history', 'bodywork history iris --namespace ml --format json'],
    run: async (input, io) => {
      const { pipeline, namespace } = await pipelineName(input, io, wiring)
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const records = await readRecords(connected.cluster, namespace, pipeline)
        io.stdout(input.text('format') === 'json' ? asJson(records) : asText(records, pipeline))
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}

function asJson(records: readonly RunRecord[]): string {
  const rows = records.map(({ objects, stages, ...row }) => ({
    ...row,
    stages,
    objects: objects.map(({ ref, existed }) => ({ ...ref, existed })),
  }))
  return `${JSON.stringify(rows, null, 2)}\n`
}

function asText(records: readonly RunRecord[], pipeline: string): string {
  if (records.length === 0) return `no run of ${safeLine(pipeline)} is on record\n`
  const head = ['REVISION', 'STATUS', 'COMMIT', 'WHEN', 'TOOK', 'ACTOR', 'LINK OR NOTE']
  const rows = records.map((record) => [
    String(record.revision),
    record.status,
    `${record.commit.slice(0, 12)}${record.branch === undefined ? '' : ` (${record.branch})`}`,
    new Date(record.startedAt).toISOString().slice(0, 19).replace('T', ' '),
    record.finishedAt === undefined ? '' : durationText(record.finishedAt - record.startedAt),
    record.actor ?? '',
    record.note ?? record.link ?? '',
  ])
  const table = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)))
  return table
    .map(
      (row) =>
        `${row
          .map((cell, column) => safeLine(cell).padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
