import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plan } from '../../plan/plan.ts'
import { planText } from '../../plan/plan-file.ts'
import { appliedObjects } from '../../plan/plan-objects.ts'
import { planTotals } from '../../plan/plan-totals.ts'
import { planAsMarkdown } from '../../report/plan-markdown.ts'
import { planAsText } from '../../report/plan-text.ts'
import { seenObjects } from '../../run/moved.ts'
import type { Preview } from '../../run/preview.ts'
import type { Command, CommandInput, Io } from '../command.ts'
import type { ConnectPorts } from '../connect-ports.ts'
import { clusterOptions, namesCluster, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { formatOf } from '../format-option.ts'
import { gatherPlan, type PlanningPorts } from '../gather-plan.ts'
import { planOptions, planRequest, tellProblems } from '../plan-options.ts'
import { isStopped, planPreview } from '../plan-preview.ts'
import { inNamespace } from '../planning-namespace.ts'
import { runIdentity } from '../run-identity.ts'

/** `bodywork plan`: what would run, and what that would change. */
export function planCommand(ports: PlanningPorts & ConnectPorts): Command {
  return {
    name: 'plan',
    summary: 'show what a deployment would do',
    description:
      'Without --offline, and when a kubeconfig is there, the cluster says what would change; nothing is written to it.',
    positionals: [],
    options: [
      ...planOptions,
      namespaceOption,
      ...clusterOptions,
      formatOf(['text', 'json', 'markdown']),
      {
        name: 'offline',
        kind: 'flag',
        summary: 'ask no cluster; the default when no cluster is named and there is no kubeconfig',
      },
      { name: 'save', kind: 'text', value: 'FILE', summary: 'save the plan, for deploy --plan FILE' },
    ],
    examples: ['bodywork plan', 'bodywork plan --offline --format markdown', 'bodywork plan --save plan.json'],
    run: async (input, io) => {
      const file = input.text('save')
      // What is saved is run later: it needs an id of its own.
      const facts = file === undefined ? {} : { facts: runIdentity(io.env) }
      const plan = await gatherPlan(
        { ...planRequest(input, io), ...facts },
        inNamespace(ports, input.text('namespace')),
      )
      await tellProblems(plan.problems, io)
      if (!plan.ok) return exitCodes.wrongInput
      const cluster = await clusterFor(input, io, ports)
      const preview = cluster === undefined ? undefined : await planPreview(plan.value, cluster)
      io.stdout(printed(plan.value, preview, input.text('format') ?? 'text'))
      if (file !== undefined) {
        const seen = cluster === undefined ? {} : { seen: await seenObjects(plan.value, cluster) }
        writeFileSync(resolve(io.cwd, file), planText({ plan: plan.value, ...seen }))
      }
      return preview !== undefined && isStopped(preview) ? exitCodes.clusterRefused : exitCodes.done
    },
  }
}

/** No cluster when it was not wanted, or when nobody said that it was and there is none. */
async function clusterFor(input: CommandInput, io: Io, ports: ConnectPorts) {
  if (input.flag('offline') === true) return undefined
  const isWanted = input.flag('offline') === false || namesCluster(input) || (await ports.hasKubeconfig(io.env))
  return isWanted ? ports.connectTo(io.env, targetOf(input, io)) : undefined
}

function printed(plan: Plan, preview: Preview | undefined, format: string): string {
  if (format === 'markdown') return planAsMarkdown(plan, preview)
  if (format === 'text') return planAsText(plan, preview)
  const { pipeline, facts } = plan
  const stages = plan.stages.map(({ stage, name, needs }) => ({ stage: stage.name, kind: stage.kind, name, needs }))
  const summary = {
    pipeline: pipeline.name,
    namespace: pipeline.namespace,
    commit: facts.commit,
    ...(facts.branch === undefined ? {} : { branch: facts.branch }),
    steps: pipeline.steps,
    stages,
    totals: planTotals(plan),
    secretCopies: plan.secretCopies ?? [],
    objects: appliedObjects(plan).map(({ apiVersion, kind, metadata }) => ({ apiVersion, kind, name: metadata.name })),
    ...(preview === undefined ? {} : { preview }),
  }
  return `${JSON.stringify(summary, null, 2)}\n`
}
