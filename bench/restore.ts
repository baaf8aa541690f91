import type { Pipeline } from '../src/model/pipeline.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../test/builders-pipeline.ts'
import { engineRun, planOf, withLocalServer } from './local-engine.ts'
import type { Measured } from './measured.ts'

const serviceCount = 20
const readyMs = 3000

/** B7: 20 services are new when a stage behind them fails; until all of them are back and verified. */
export async function restore(): Promise<readonly Measured[]> {
  return withLocalServer({ readyMs, runMs: 200 }, async (at) => {
    const deployed = await engineRun(at, planOf(pipeline('good'), { runId: 'first' }), { onEvent: () => undefined })
    if (deployed.outcome !== 'succeeded') throw new Error(`the first run ${deployed.outcome}`)
    let failedAt = 0
    let begunAt = 0
    let ms = 0
    const facts = { runId: 'second', at: '2026-01-02T00:00:00Z' }
    const end = await engineRun(at, planOf(pipeline('bad'), facts), {
      onEvent: (event) => {
        if (event.type === 'stage.finished' && event.outcome === 'failed') failedAt = event.at
        if (event.type === 'rollback.started') begunAt = event.at
        if (event.type === 'rollback.finished') ms = event.durationMs
      },
    })
    if (end.rollback !== 'restored') throw new Error(`what was before is not back: ${end.rollback}`)
    return [
      {
        bench: 'B7',
        what: `${serviceCount} services restored and verified`,
        value: ms / 1000,
        unit: 's',
        target: { of: 'value', atMost: readyMs / 1000 + 1 },
      },
      {
        bench: 'B7',
        what: 'verdict to the beginning of the rollback',
        value: Math.max(0, begunAt - failedAt),
        unit: 'ms',
        target: { of: 'value', atMost: 100 },
      },
    ]
  })
}

function pipeline(version: string): Pipeline {
  const names = Array.from({ length: serviceCount }, (_, index) => `serve${index}`)
  const env = { VERSION: version }
  const services = names.map((name) =>
    aServiceStage({ name, env, program: { kind: 'image', args: [] }, source: 'image' }),
  )
  const check = aBatchStage({
    name: 'check',
    env,
    program: { kind: 'command', command: ['true'], args: [] },
    source: 'image',
  })
  return aPipeline({ stages: [...services, check], steps: [names, ['check']], source: 'image' })
}
