import { isPodStage, type Stage } from '../model/pipeline.ts'
import { formatBytes, formatCpu, parseQuantity } from '../model/quantity.ts'
import type { Plan } from './plan.ts'

/** Resources that something asks for, as Kubernetes quantities. */
export interface Totals {
  readonly cpu: string
  readonly memory: string
  readonly gpus: number
}

/** What the services ask for together, and the most that batch stages of one step ask for at a time. */
export function planTotals(plan: Plan): { readonly services: Totals; readonly largestStep: Totals } {
  const stages = plan.stages.map(({ stage }) => stage)
  const steps = plan.pipeline.steps.map((step) =>
    sumOf(stages.filter((stage) => stage.kind === 'batch' && step.includes(stage.name))),
  )
  const largest = steps.reduce((a, b) => (b.cpu > a.cpu || (b.cpu === a.cpu && b.memory > a.memory) ? b : a), sumOf([]))
  return { services: totals(sumOf(stages.filter(({ kind }) => kind === 'service'))), largestStep: totals(largest) }
}

interface Sum {
  readonly cpu: bigint
  readonly memory: bigint
  readonly gpus: number
}

function sumOf(stages: readonly Stage[]): Sum {
  return stages.filter(isPodStage).reduce<Sum>(
    (sum, stage) => {
      const count = stage.kind === 'service' ? (stage.autoscale?.min ?? stage.replicas) : 1
      return {
        cpu: sum.cpu + BigInt(count) * (parseQuantity(stage.resources.cpu ?? '0') ?? 0n),
        memory: sum.memory + BigInt(count) * (parseQuantity(stage.resources.memory ?? '0') ?? 0n),
        gpus: sum.gpus + count * (stage.resources.gpu?.count ?? 0),
      }
    },
    { cpu: 0n, memory: 0n, gpus: 0 },
  )
}

function totals(sum: Sum): Totals {
  return { cpu: formatCpu(sum.cpu), memory: formatBytes(sum.memory), gpus: sum.gpus }
}
