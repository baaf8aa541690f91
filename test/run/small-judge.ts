import { field } from '../../src/plan/objects.ts'
import type { Judgement, Verdict } from '../../src/run/judgement.ts'
import type { Judge } from '../../src/run/tracker.ts'
import { listField, numberField, textField, uidOf } from '../../src/run/world.ts'

/** A judge for the small cluster, so that the engine's tests do not depend on how real verdicts are reached. */
export const smallJudge: Judge = (subject, world): Judgement => {
  const memory = {}
  const verdict = (value: Verdict): Judgement => ({ verdict: value, memory })
  const waiting = verdict({ state: 'waiting', reason: 'starting', message: 'waiting' })
  if (subject.kind === 'job') {
    const pod = world
      .of('Pod')
      .find((one) => listField(one, 'metadata', 'ownerReferences').some((owner) => field(owner, 'uid') === subject.uid))
    const state = field(listField(pod, 'status', 'containerStatuses')[0], 'state')
    const exitCode = numberField(state, 'terminated', 'exitCode')
    const outputs = textField(state, 'terminated', 'message') ?? ''
    if (pod !== undefined && exitCode === 0)
      return verdict({ state: 'succeeded', exitCode, outputs, pods: [pod.metadata.name] })
    if (exitCode !== undefined)
      return verdict({
        state: 'failed',
        failure: {
          cause: 'crash',
          message: `it ended with exit code ${exitCode}`,
          evidence: [],
          lastLines: [],
          exitCode,
          isInfrastructure: exitCode === 99,
        },
      })
    return pod === undefined ? waiting : verdict({ state: 'running', pod: pod.metadata.name, message: 'running' })
  }
  const live = world.of(subject.ref.kind).find((object) => uidOf(object) === subject.uid)
  if (Number(field(live, 'status', 'observedGeneration') ?? 0) < subject.generation) return waiting
  if (field(live, 'status', 'isReady') === true) return verdict({ state: 'ready', ready: 1, wanted: 1 })
  if (field(live, 'status', 'isBroken') !== true) return waiting
  return verdict({
    state: 'failed',
    failure: {
      cause: 'crash-loop',
      message: 'it crashes in a loop',
      evidence: [],
      lastLines: [],
      isInfrastructure: false,
    },
  })
}
