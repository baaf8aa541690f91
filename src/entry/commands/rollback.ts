import { ProblemError } from '../../model/problem.ts'
import { version } from '../../model/version.ts'
import { execute } from '../../run/execute.ts'
import { planFromRecord, rollbackTarget } from '../../run/plan-from-record.ts'
import { readRecords } from '../../run/record-store.ts'
import type { Command } from '../command.ts'
import {
  clusterOptions,
  formatOption,
  namespaceOption,
  reportDirOption,
  runOptionsOf,
  targetOf,
  waitLockOption,
} from '../deploy-options.ts'
import { eventPrinter } from '../event-printer.ts'
import { exitCodeForRun } from '../exit-codes.ts'
import { folderOptions, pipelineName } from '../pipeline-name.ts'
import { runIdentity } from '../run-identity.ts'
import { portsOf } from '../run-ports.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork rollback`: brings a former version back, with the same verification as a deployment. */
export function rollbackCommand(wiring: Wiring): Command {
  return {
    name: 'rollback',
    summary: 'bring a former version of the services back',
    description: 'Without --to, the version that was deployed before the present one. See "bodywork history".',
    positionals: [
      { name: 'PIPELINE', summary: 'its name; the pipeline of this folder when absent', isRequired: false },
    ],
    options: [
      { name: 'to', kind: 'number', value: 'REVISION', summary: 'the revision to go back to' },
      namespaceOption,
      ...folderOptions,
      ...clusterOptions,
      waitLockOption,
      formatOption,
      reportDirOption,
    ],
    examples: ['bodywork rollback', 'bodywork rollback iris --namespace ml --to 3'],
    run: async (input, io) => {
      const name = await pipelineName(input, io, wiring)
      const connected = await wiring.connect(targetOf(input, io))
      const printer = eventPrinter(input, io)
      try {
        const records = await readRecords(connected.cluster, name.namespace, name.pipeline)
        const target = rollbackTarget(records, input.number('to'))
        if (target === undefined) throw noTarget(name.pipeline, input.number('to'))
        const plan = planFromRecord(target, { ...runIdentity(io.env), version })
        const end = await execute({
          plan,
          ports: portsOf(connected, wiring, printer.emit),
          judge: await wiring.judge(),
          options: { ...runOptionsOf(input), note: `rollback to revision ${target.revision}`, goesBackTo: target },
          signal: io.signal,
        })
        return exitCodeForRun(end.outcome, end.rollback)
      } finally {
        await printer.close()
        await connected.close()
      }
    },
  }
}

function noTarget(pipeline: string, revision: number | undefined): ProblemError {
  return new ProblemError('user', [
    {
      severity: 'error',
      code: 'run/no-revision',
      message:
        revision === undefined
          ? `no earlier version of "${pipeline}" is on record`
          : `revision ${revision} of "${pipeline}" is not on record as deployed`,
      hint: 'See "bodywork history" for what can be gone back to.',
    },
  ])
}
