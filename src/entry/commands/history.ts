import { shortCommit } from '../../plan/labels.ts'
import { durationText } from '../../report/duration-text.ts'
import { safeLine } from '../../report/safe-line.ts'
import type { Column } from '../../report/table.ts'
import type { RunRecord } from '../../run/record.ts'
import { readRecords } from '../../run/record-store.ts'
import type { Command } from '../command.ts'
import { clusterOptions, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { listOptions, printListing } from '../list-output.ts'
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
    options: [namespaceOption, ...folderOptions, ...listOptions, ...clusterOptions],
    examples: ['bodywork history', 'bodywork history iris --namespace ml -o json'],
    run: async (input, io) => {
      const { pipeline, namespace } = await pipelineName(input, io, wiring)
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const records = await readRecords(connected.cluster, namespace, pipeline)
        await printListing(
          {
            kind: 'run',
            rows: records.map(rowOf),
            columns,
            nameOf: ({ revision }) => String(revision),
            none: `no run of ${safeLine(pipeline)} is on record`,
          },
          input,
          io,
        )
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}

/** A record without the objects as they were, which are long. */
function rowOf({ objects, ...row }: RunRecord) {
  return { ...row, objects: objects.map(({ ref, existed }) => ({ ...ref, existed })) }
}

const columns: readonly Column<ReturnType<typeof rowOf>>[] = [
  { head: 'REVISION', cell: ({ revision }) => String(revision) },
  { head: 'STATUS', cell: ({ status }) => status },
  { head: 'COMMIT', cell: ({ commit }) => shortCommit(commit) },
  { head: 'BRANCH', cell: ({ branch }) => branch ?? '' },
  { head: 'WHEN', cell: ({ startedAt }) => new Date(startedAt).toISOString().replace(/\.\d+/, '') },
  { head: 'TOOK', cell: tookText },
  { head: 'ACTOR', cell: ({ actor }) => actor ?? '' },
  { head: 'RUN', cell: ({ runId, attempt }) => `${runId}/${attempt}`, isWide: true },
  { head: 'OBJECTS', cell: ({ objects }) => String(objects.length), isWide: true },
  { head: 'LINK-OR-NOTE', cell: ({ note, link }) => note ?? link ?? '' },
]

function tookText({ startedAt, finishedAt }: Pick<RunRecord, 'startedAt' | 'finishedAt'>): string {
  return finishedAt === undefined ? '' : durationText(finishedAt - startedAt)
}
