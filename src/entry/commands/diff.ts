import { hasChanges, previewLines } from '../../report/preview-text.ts'
import { previewPlan } from '../../run/preview.ts'
import type { Command } from '../command.ts'
import type { ConnectPorts } from '../connect-ports.ts'
import { clusterOptions, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { formatOf } from '../format-option.ts'
import { gatherPlan, type PlanningPorts } from '../gather-plan.ts'
import { planOptions, planRequest, tellProblems } from '../plan-options.ts'
import { inNamespace } from '../planning-namespace.ts'

/** Exit code of a comparison that found something, as `kubectl diff` has it. */
const changed = 1

/** `bodywork diff`: what a deployment would change, field by field. */
export function diffCommand(ports: PlanningPorts & ConnectPorts): Command {
  return {
    name: 'diff',
    summary: 'compare a pipeline with what is in the cluster',
    description: 'Exits 0 when nothing would change, 1 when something would, 3 when the cluster would refuse it.',
    positionals: [],
    options: [...planOptions, namespaceOption, ...clusterOptions, formatOf(['text', 'json'])],
    examples: ['bodywork diff', 'bodywork diff --format json'],
    run: async (input, io) => {
      const plan = await gatherPlan(planRequest(input, io), inNamespace(ports, input.text('namespace')))
      await tellProblems(plan.problems, io)
      if (!plan.ok) return exitCodes.wrongInput
      const preview = await previewPlan(plan.value, await ports.connectTo(io.env, targetOf(input, io)))
      // A Job that is new for each commit says nothing about the services that are compared.
      const lasting = { ...preview, objects: preview.objects.filter(({ ref }) => ref.kind !== 'Job') }
      io.stdout(
        input.text('format') === 'json'
          ? `${JSON.stringify(lasting, null, 2)}\n`
          : previewLines(lasting)
              .map((line) => `${line}\n`)
              .join(''),
      )
      if (lasting.objects.some(({ problems }) => problems.length > 0)) return exitCodes.clusterRefused
      return hasChanges(lasting) ? changed : exitCodes.done
    },
  }
}
