import { pipelineEvents, type ShownEvent } from '../../manage/pipeline-events.ts'
import { ageText } from '../../report/age-text.ts'
import type { Column } from '../../report/table.ts'
import { chosenPipeline } from '../chosen-pipeline.ts'
import type { Command } from '../command.ts'
import { clusterOptions, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { listOptions, printListing } from '../list-output.ts'
import { folderOptions } from '../pipeline-name.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork get events`: what the cluster says about the objects of a pipeline. */
export function getEventsCommand(wiring: Wiring): Command {
  return {
    name: 'get events',
    summary: 'list what the cluster says about the objects of a pipeline',
    description: 'Clusters keep events for an hour, as a rule.',
    positionals: [
      { name: 'PIPELINE', summary: 'its name; the pipeline of this folder when absent', isRequired: false },
    ],
    options: [
      { ...namespaceOption, aliases: ['--ns', '-n'] },
      ...folderOptions,
      { name: 'warnings', kind: 'flag', summary: 'only warnings' },
      ...listOptions,
      ...clusterOptions,
    ],
    examples: ['bodywork get events iris', 'bodywork get events iris --warnings -o json'],
    run: async (input, io) => {
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const at = await chosenPipeline(connected.cluster, input, io, wiring)
        const all = await pipelineEvents(connected.cluster, at)
        const rows = input.flag('warnings') === true ? all.filter(({ type }) => type === 'Warning') : all
        const columns = eventColumns(wiring.clock.now())
        await printListing(
          { kind: 'event', rows, columns, nameOf: ({ object }) => object, none: 'no events' },
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

/** Columns of a list of events. */
export function eventColumns(now: number): readonly Column<ShownEvent>[] {
  return [
    { head: 'LAST-SEEN', cell: ({ at }) => (at === '' ? '' : ageText(now - Date.parse(at))) },
    { head: 'TYPE', cell: ({ type }) => type },
    { head: 'REASON', cell: ({ reason }) => reason },
    { head: 'OBJECT', cell: ({ object }) => object },
    { head: 'COUNT', cell: ({ count }) => String(count), isWide: true },
    { head: 'MESSAGE', cell: ({ message }) => message },
  ]
}
