import { isOfStage, pipelinePods } from '../../manage/pipeline-pods.ts'
import { followLogs, type LogWish, logSources, readLog, type SourcedLine } from '../../manage/pod-logs.ts'
import { safeLine } from '../../report/safe-line.ts'
import { chosenPipeline } from '../chosen-pipeline.ts'
import type { Command, CommandInput, Io, OptionSpec } from '../command.ts'
import { clusterOptions, durationMs, formatOption, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { folderOptions } from '../pipeline-name.ts'
import { keepHeapSmall } from '../small-heap.ts'
import type { Wiring } from '../wire.ts'

const logOptions: readonly OptionSpec[] = [
  { name: 'follow', aliases: ['-f'], kind: 'flag', summary: 'go on with new lines and new pods' },
  { name: 'since', kind: 'text', value: 'DURATION', summary: 'only lines that are newer, such as 10m' },
  { name: 'tail', kind: 'number', value: 'N', summary: 'only the last lines of each container' },
  { name: 'previous', aliases: ['-p'], kind: 'flag', summary: 'the container before its last restart' },
  { name: 'prefix', kind: 'flag', summary: 'say which pod a line is from', default: 'when there are several' },
  { name: 'timestamps', kind: 'flag', summary: 'show when each line was written' },
]

/** `bodywork logs`: what the pods of a pipeline print, services and finished stages alike. */
export function logsCommand(wiring: Wiring): Command {
  return {
    name: 'logs',
    summary: 'show what the pods of a pipeline print',
    description: 'All pods and containers. Finished stages have logs as long as their Jobs exist.',
    positionals: [
      { name: 'PIPELINE', summary: 'its name; the pipeline of this folder when absent', isRequired: false },
      { name: 'STAGE', summary: 'only this stage or service', isRequired: false },
    ],
    options: [
      { ...namespaceOption, aliases: ['--ns', '-n'] },
      ...folderOptions,
      ...logOptions,
      ...clusterOptions,
      formatOption,
    ],
    examples: [
      'bodywork logs iris',
      'bodywork logs iris serve --follow --tail 20',
      'bodywork logs iris train --since 1h',
    ],
    run: async (input, io) => {
      keepHeapSmall()
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const { cluster } = connected
        const at = await chosenPipeline(cluster, input, io, wiring)
        const stage = input.positionals[1]
        const { pods, selection } = await pipelinePods(cluster, { ...at, ...(stage === undefined ? {} : { stage }) })
        const wish = wishOf(input)
        const sources = logSources(pods)
        const tell = printer(input, io, sources.length > 1 || wish.follow)
        const until = io.unread === undefined ? io.signal : AbortSignal.any([io.signal, io.unread])
        if (wish.follow) {
          const isWanted = (pod: (typeof pods)[number]) => stage === undefined || isOfStage(pod, stage)
          await followLogs(cluster, { selection, isWanted, wish }, tell, until)
          return io.signal.aborted ? exitCodes.cancelled : exitCodes.done
        }
        if (sources.length === 0) io.stderr('no container has begun yet\n')
        // One after the other keeps the lines of each container together.
        for (const source of sources) await readLog(cluster, source, wish, tell, until)
        return sources.length === 0 ? exitCodes.notFound : exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}

function wishOf(input: CommandInput): LogWish {
  const tailLines = input.number('tail')
  const sinceMs = durationMs(input, 'since')
  return {
    follow: input.flag('follow') === true,
    previous: input.flag('previous') === true,
    ...(tailLines === undefined ? {} : { tailLines }),
    ...(sinceMs === undefined ? {} : { sinceSeconds: Math.ceil(sinceMs / 1000) }),
  }
}

function printer(input: CommandInput, io: Io, areSeveral: boolean): (line: SourcedLine) => void {
  if (input.text('format') === 'json') return (line) => io.stdout(`${JSON.stringify(line)}\n`)
  const hasPrefix = input.flag('prefix') ?? areSeveral
  const hasTime = input.flag('timestamps') === true
  return ({ pod, container, time, text }) => {
    const prefix = hasPrefix ? `[${pod}/${container}] ` : ''
    io.stdout(`${prefix}${hasTime ? `${time} ` : ''}${safeLine(text)}\n`)
  }
}
