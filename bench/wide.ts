import type { Plan } from '../src/plan/plan.ts'
import { jobForAttempt } from '../src/plan/plan-for.ts'
import { aBatchStage, aPipeline } from '../test/builders-pipeline.ts'
import { engineRun, type LocalAt, planOf, transportTo, withLocalServer } from './local-engine.ts'
import type { Measured } from './measured.ts'

const stageCount = 500

/** B2: 500 stages side by side and one behind all of them, against a loop that only creates the same Jobs and watches. */
export async function wide(): Promise<readonly Measured[]> {
  const plan = widePlan(stageCount)
  const floor = await withLocalServer({ runMs: 1000 }, (at) => rawLoop(at, plan))
  const ours = await withLocalServer({ runMs: 1000 }, async (at) => {
    let begun = 0
    let ended = 0
    const end = await engineRun(at, plan, {
      onEvent: (event) => {
        if (event.type === 'stage.started' && begun === 0) begun = performance.now()
        if (event.type === 'stage.finished') ended = performance.now()
      },
    })
    if (end.outcome !== 'succeeded') throw new Error(`the stages ${end.outcome}: ${end.failure?.message}`)
    return ended - begun
  })
  return [
    {
      bench: 'B2',
      what: `${stageCount} stages side by side, and a join`,
      value: ours / 1000,
      unit: 's',
      against: { what: 'a loop that creates and watches', value: floor / 1000 },
      target: { of: 'ratio', atMost: 1.1 },
    },
  ]
}

/** A plan of so many stages in one step, and one in the next. */
export function widePlan(count: number): Plan {
  const names = Array.from({ length: count }, (_, index) => `s${index}`)
  const stages = [...names, 'join'].map((name) =>
    aBatchStage({
      name,
      program: { kind: 'command', command: ['true'], args: [] },
      source: 'image',
      timeoutSeconds: 3600,
      resources: { cpu: '10m', memory: '16Mi', limits: {} },
    }),
  )
  return planOf(aPipeline({ stages, steps: [names, ['join']], source: 'image' }))
}

/** What cannot be done without: create every Job, see every pod end, create the last one, see it end. */
async function rawLoop(at: LocalAt, plan: Plan): Promise<number> {
  const transport = transportTo(at)
  const headers = { 'content-type': 'application/json' }
  const ended = new Set<string>()
  let wanted = stageCount
  let all = Promise.withResolvers<void>()
  const stop = new AbortController()
  const watch = async (): Promise<void> => {
    const path = '/api/v1/namespaces/iris/pods?watch=1'
    const { body } = await transport.send({ method: 'GET', path, headers: {}, signal: stop.signal })
    let rest = ''
    for await (const chunk of body) {
      const lines = (rest + Buffer.from(chunk).toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const { metadata, status } = JSON.parse(line).object
        if (status?.containerStatuses?.[0]?.state?.terminated !== undefined) ended.add(metadata.uid)
        if (ended.size === wanted) all.resolve()
      }
    }
  }
  const watching = watch().catch(() => undefined)
  const post = async (path: string, object: object): Promise<void> => {
    const { status, body } = await transport.send({ method: 'POST', path, headers, body: JSON.stringify(object) })
    for await (const _ of body);
    if (status !== 201) throw new Error(`${path}: ${status}`)
  }
  const create = (stage: Plan['stages'][number]): Promise<void> =>
    post('/apis/batch/v1/namespaces/iris/jobs', jobForAttempt(plan, stage, 1, {}))
  for (const account of plan.shared.filter(({ kind }) => kind === 'ServiceAccount'))
    await post('/api/v1/namespaces/iris/serviceaccounts', account)
  const begun = performance.now()
  await Promise.all(plan.stages.filter(({ stage }) => stage.name !== 'join').map(create))
  await all.promise
  wanted += 1
  all = Promise.withResolvers<void>()
  await Promise.all(plan.stages.filter(({ stage }) => stage.name === 'join').map(create))
  await all.promise
  const took = performance.now() - begun
  stop.abort()
  await watching
  await transport.close()
  return took
}
