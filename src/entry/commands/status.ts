import { missing } from '../../manage/missing.ts'
import { type PipelineStatus, pipelineStatus } from '../../manage/pipeline-status.ts'
import { ageText } from '../../report/age-text.ts'
import { durationText } from '../../report/duration-text.ts'
import { safeLine } from '../../report/safe-line.ts'
import { tableText } from '../../report/table.ts'
import { chosenPipeline } from '../chosen-pipeline.ts'
import type { Command, Io } from '../command.ts'
import { clusterOptions, formatOption, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { folderOptions } from '../pipeline-name.ts'
import { serviceColumns } from '../service-view.ts'
import type { Wiring } from '../wire.ts'

const watchMs = 2000

/** `bodywork status`: one screen about a pipeline; the exit code says whether it is healthy. */
export function statusCommand(wiring: Wiring): Command {
  return {
    name: 'status',
    summary: 'show how a pipeline is; exits 0 when it is healthy',
    description: 'Services, the last run with its stages, and what is wrong. Exits 1 when something is.',
    positionals: [
      { name: 'PIPELINE', summary: 'its name; the pipeline of this folder when absent', isRequired: false },
    ],
    options: [
      { ...namespaceOption, aliases: ['--ns', '-n'] },
      ...folderOptions,
      { name: 'watch', aliases: ['-w'], kind: 'flag', summary: 'show it again whenever it changes' },
      ...clusterOptions,
      formatOption,
    ],
    examples: ['bodywork status iris', 'bodywork status iris --watch', 'bodywork status iris && ./smoke-test.sh'],
    run: async (input, io) => {
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const { cluster } = connected
        const at = await chosenPipeline(cluster, input, io, wiring)
        const judge = await wiring.judge()
        const look = () => pipelineStatus(cluster, at, { judge, now: wiring.clock.now() })
        const show = (status: PipelineStatus) =>
          input.text('format') === 'json' ? asJson(status) : asText(status, wiring.clock.now())
        if (input.flag('watch') === true) return await watch(async () => show(await look()), wiring, io)
        const status = await look()
        if (status.services.length === 0 && status.lastRun === undefined)
          throw missing('deployment', at.pipeline, [], `Nothing of it is in the namespace ${at.namespace}.`)
        io.stdout(show(status))
        return status.isHealthy ? exitCodes.done : exitCodes.notFound
      } finally {
        await connected.close()
      }
    },
  }
}

async function watch(screen: () => Promise<string>, wiring: Wiring, io: Io): Promise<number> {
  let before = ''
  while (!io.signal.aborted && io.unread?.aborted !== true) {
    const now = await screen()
    // Ages grow all the time; only what else changes is news.
    const news = now.replace(/\b\d+[smhd]\b/g, '')
    if (news !== before) io.stdout(io.isTerminal ? `\u001b[2J\u001b[H${now}` : `${now}\n`)
    before = news
    await wiring.clock.sleep(watchMs, io.signal).catch(() => undefined)
  }
  return io.signal.aborted ? exitCodes.cancelled : exitCodes.done
}

function asJson(status: PipelineStatus): string {
  const { lastRun, ...rest } = status
  if (lastRun === undefined) return `${JSON.stringify(rest, null, 2)}\n`
  const { objects: _objects, ...run } = lastRun
  return `${JSON.stringify({ ...rest, lastRun: run }, null, 2)}\n`
}

function asText(status: PipelineStatus, now: number): string {
  const { pipeline, namespace, services, problems, holder } = status
  const head = `${pipeline} in ${namespace}: ${status.isHealthy ? 'healthy' : 'not healthy'}\n`
  const columns = serviceColumns(now).filter(({ head: name }) => name !== 'NAMESPACE' && name !== 'PIPELINE')
  const running = holder === undefined ? '' : `run ${safeLine(holder)} is at work\n`
  const list = services.length === 0 ? 'no services\n' : tableText(columns, services)
  const wrong = problems.map((problem) => `problem: ${safeLine(problem)}\n`).join('')
  return `${head}${running}${runText(status, now)}\n${list}${wrong === '' ? '' : `\n${wrong}`}`
}

function runText({ lastRun }: PipelineStatus, now: number): string {
  if (lastRun === undefined) return 'no run is on record\n'
  const { revision, status, commit, branch, startedAt, finishedAt, stages, actor, note } = lastRun
  const took = finishedAt === undefined ? '' : `, took ${durationText(finishedAt - startedAt)}`
  const on = branch === undefined ? '' : ` of ${branch}`
  const by = actor === undefined ? '' : ` by ${actor}`
  const outcomes = Object.entries(stages).map(([name, stage]) => `${name} ${stage.outcome}`)
  const lines = [
    `last run: revision ${revision} ${status}, commit ${commit.slice(0, 12)}${on}${by}, ${ageText(now - startedAt)} ago${took}`,
    ...(note === undefined ? [] : [`note: ${note}`]),
    ...(outcomes.length === 0 ? [] : [`stages: ${outcomes.join(', ')}`]),
  ]
  return lines.map((line) => `${safeLine(line)}\n`).join('')
}
