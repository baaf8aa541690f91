import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { httpsTransport } from '../src/cluster/https-transport.ts'
import { kubeCluster } from '../src/cluster/kube-cluster.ts'
import { retrying } from '../src/cluster/retry.ts'
import type { ApiRequest, Transport } from '../src/cluster/transport.ts'
import { connectionFor } from '../src/connect/connection.ts'
import { keepHeapSmall } from '../src/entry/small-heap.ts'
import { realClock } from '../src/entry/wire.ts'
import type { Pipeline } from '../src/model/pipeline.ts'
import type { Plan, PlanFacts } from '../src/plan/plan.ts'
import { planFor } from '../src/plan/plan-for.ts'
import type { RunEvent } from '../src/run/events.ts'
import { execute, type RunEnd } from '../src/run/execute.ts'
import { judge } from '../src/run/verdict.ts'
import { someFacts } from '../test/builders-pipeline.ts'
import { beside } from './program.ts'

/** Where a local cluster answers. */
export interface LocalAt {
  readonly url: string
  readonly token: string
}

/** Starts a local cluster in a process of its own, works with it, and ends it. */
export async function withLocalServer<T>(
  times: { readonly runMs?: number; readonly readyMs?: number },
  work: (at: LocalAt) => Promise<T>,
): Promise<T> {
  const { runMs = 1000, readyMs = 0 } = times
  const words = [beside('local-server'), String(runMs), String(readyMs)]
  const server: ChildProcess = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    if (server.stdout === null) throw new Error('the server says nothing')
    const [line] = await once(server.stdout, 'data')
    return await work(JSON.parse(String(line)))
  } finally {
    server.kill()
  }
}

/** The transport that the program uses. */
export function transportTo({ url, token }: LocalAt): Transport {
  const connection = connectionFor(
    {
      server: url,
      token: () => Promise.resolve({ token, expiresAt: Date.now() + 86_400_000 }),
      description: 'bench',
      notes: [],
    },
    realClock,
  )
  return retrying(httpsTransport(connection, {}), { clock: realClock, random: Math.random })
}

/** The plan of a pipeline. */
export function planOf(pipeline: Pipeline, facts: Partial<PlanFacts> = {}): Plan {
  const plan = planFor(pipeline, someFacts({ programs: { 'bootstrap.py': 'pass\n' }, ...facts }))
  if (!plan.ok) throw new Error(plan.problems.map(({ message }) => message).join('; '))
  return plan.value
}

/** Runs a plan with the engine as the program does. */
export async function engineRun(
  at: LocalAt,
  plan: Plan,
  how: {
    readonly onEvent: (event: RunEvent) => void
    readonly sees?: (request: ApiRequest) => void
    readonly signal?: AbortSignal
  },
): Promise<RunEnd> {
  keepHeapSmall()
  const inner = transportTo(at)
  const send: Transport['send'] = (request) => {
    how.sees?.(request)
    return inner.send(request)
  }
  const cluster = kubeCluster({ transport: { ...inner, send }, clock: realClock, random: Math.random, server: at.url })
  const signal = how.signal ?? new AbortController().signal
  try {
    return await execute({ plan, ports: { cluster, clock: realClock, emit: how.onEvent }, judge, options: {}, signal })
  } finally {
    await inner.close()
  }
}
