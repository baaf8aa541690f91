import { resolve } from 'node:path'
import { allStages, appliedObjects } from '../../plan/plan-objects.ts'
import type { Command } from '../command.ts'
import { namespaceOption } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { formatOf } from '../format-option.ts'
import { gatherPlan, type PlanningPorts } from '../gather-plan.ts'
import { writeObjectFiles } from '../object-files.ts'
import { planOptions, planRequest, tellProblems } from '../plan-options.ts'
import { inNamespace } from '../planning-namespace.ts'
import { objectsAsYaml } from '../yaml-output.ts'

/** `bodywork render`: the objects themselves, for kubectl, for kustomize, for a review. */
export function renderCommand(ports: PlanningPorts): Command {
  return {
    name: 'render',
    summary: 'print the Kubernetes objects of a pipeline',
    description:
      'The objects come in the order in which they are applied; nothing is sent. Secrets hold values and are never part of it.',
    positionals: [],
    options: [
      ...planOptions,
      namespaceOption,
      formatOf(['yaml', 'json']),
      {
        name: 'output-dir',
        kind: 'text',
        value: 'FOLDER',
        summary: 'write one file an object and a kustomization.yaml',
      },
      { name: 'hooks', kind: 'flag', summary: 'with the Jobs that run only after a failure, a success or always' },
    ],
    examples: ['bodywork render | kubectl apply --server-side -f -', 'bodywork render --output-dir k8s'],
    run: async (input, io) => {
      const plan = await gatherPlan(planRequest(input, io), inNamespace(ports, input.text('namespace')))
      await tellProblems(plan.problems, io)
      if (!plan.ok) return exitCodes.wrongInput
      const withHooks = input.flag('hooks') === true
      const hooks = allStages(plan.value).filter((stage) => withHooks && !plan.value.stages.includes(stage))
      const objects = [...appliedObjects(plan.value), ...hooks.flatMap((hook) => hook.objects)]
      const folder = input.text('output-dir')
      if (folder !== undefined) {
        const written = await writeObjectFiles(resolve(io.cwd, folder), objects)
        io.stderr(`${written.length} files written to ${folder}\n`)
      } else if (input.text('format') === 'json') {
        io.stdout(`${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, null, 2)}\n`)
      } else io.stdout(objectsAsYaml(objects))
      return exitCodes.done
    },
  }
}
