import { kubeCluster } from '../src/cluster/kube-cluster.ts'
import { virtualClock } from '../src/local/clock-virtual.ts'
import { startLocalCluster } from '../src/local/cluster.ts'
import { simulatedNode } from '../src/local/node/simulated/simulated-node.ts'
import type { Pipeline } from '../src/model/pipeline.ts'
import { planFor } from '../src/plan/plan-for.ts'
import type { RunEvent } from '../src/run/events.ts'
import { execute } from '../src/run/execute.ts'
import { judge } from '../src/run/verdict.ts'
import { aBatchStage, aPipeline, someFacts } from '../test/builders-pipeline.ts'
import type { Measured } from './measured.ts'

const stageCount = 200

/**
 * B9: graphs of 200 stages on the local cluster. Its clock is virtual, so that nothing is waited for: the time that goes
 * by is what the engine and the cluster compute, and the engine's part of a hand-over is less than all of it by 200.
 */
export async function graph(): Promise<readonly Measured[]> {
  const chain = await measured(1)
  const layers = await measured(20)
  return [
    measure(`a hand-over in a chain of ${stageCount} stages, engine and local cluster together`, chain),
    measure(`a hand-over in a graph of ${stageCount / 20} steps of 20 stages, together`, layers),
  ]
}

function measure(what: string, value: number): Measured {
  return { bench: 'B9', what, value, unit: 'ms', target: { of: 'value', atMost: 50 } }
}

/** Milliseconds of computing for each stage of a graph that wide. */
async function measured(width: number): Promise<number> {
  const clock = virtualClock()
  const cluster = startLocalCluster({
    clock,
    node: simulatedNode({ script: () => ({ containers: { bodywork: { runMs: 1000 } } }) }),
    allocatable: { cpu: '64', memory: '64Gi', pods: '1000' },
  })
  cluster.store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iris' } })
  await clock.advance(1000)
  const plan = planFor(pipeline(width), someFacts({ programs: { 'bootstrap.py': 'pass\n' } }))
  if (!plan.ok) throw new Error(plan.problems.map(({ message }) => message).join('; '))
  const transport = { send: cluster.api.handle, close: () => Promise.resolve() }
  const events: RunEvent[] = []
  const ports = {
    cluster: kubeCluster({ transport, clock, random: () => 0.5, server: 'the local cluster' }),
    clock,
    emit: (event: RunEvent) => void events.push(event),
  }
  const signal = new AbortController().signal
  const start = performance.now()
  const end = await clock.run(execute({ plan: plan.value, ports, judge, options: {}, signal }))
  const took = performance.now() - start
  if (end.outcome !== 'succeeded') throw new Error(`the graph ${end.outcome}: ${end.failure?.message}`)
  await cluster.stop()
  return took / stageCount
}

function pipeline(width: number): Pipeline {
  const names = Array.from({ length: stageCount }, (_, index) => `s${index}`)
  const steps = Array.from({ length: stageCount / width }, (_, step) => names.slice(step * width, (step + 1) * width))
  const stages = names.map((name) =>
    aBatchStage({
      name,
      program: { kind: 'command', command: ['true'], args: [] },
      source: 'image',
      resources: { cpu: '10m', memory: '16Mi', limits: {} },
    }),
  )
  return aPipeline({ stages, steps, source: 'image' })
}
