import type { Stage } from '../model/pipeline.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { PlannedStage } from '../plan/plan.ts'
import { refineWithLog } from './diagnosis/log-causes.ts'
import { type Engine, tell, type Untimed } from './engine.ts'
import type { Failure } from './events.ts'
import { heldEvents } from './held-events.ts'
import type { Verdict } from './judgement.ts'
import { keptArchives } from './kept-archives.ts'
import { completionIndex } from './matrix-verdict.ts'
import { labelOfStage } from './own-label.ts'
import { byCreation } from './own-pods.ts'
import { serviceUrl } from './service-url.ts'
import type { StageEnd } from './stage-end.ts'
import { stageLogs } from './stage-logs.ts'
import { timingsOf } from './stage-timings.ts'
import { listField, textField, uidOf } from './world.ts'

/** A log that is silent for so long after its stage has ended is not waited for any more. */
const silenceMs = 10_000
/** A service keeps printing: its log is only followed until it is ready. */
const serviceDrainMs = 200

/** Tells the events of one stage, and follows its logs. */
export interface StageTeller {
  started(attempt: number): void
  /** A pod that works for the stage without its label. */
  pod(pod: KubeObject): void
  /** What helm prints. */
  line(text: string): void
  verdict(verdict: Verdict): void
  retrying(attempt: number, delayMs: number, failure: Failure): void
  /** What the stage handed over under that hash, once it is there. */
  artifacts(sha256: string, until: Promise<unknown>): Promise<Buffer | undefined>
  finished(end: StageEnd, attempts: number, exitCode: number | undefined): Promise<StageEnd>
}

/** The teller of a stage; what it has to say is held back until `mayTell` resolves. */
export function stageTeller(engine: Engine, planned: PlannedStage, mayTell: Promise<unknown>): StageTeller {
  const { stage } = planned
  const startedAt = engine.clock.now()
  const events = heldEvents(engine.emit, mayTell)
  const held = { tell: (event: Untimed) => tell({ clock: engine.clock, emit: events.emit }, event), done: events.done }
  const before = new Set(engine.world.of('Pod').map(uidOf))
  const run = planned.objects.find(({ kind }) => kind === 'Job')?.metadata.labels?.['bodywork.dev/run']
  const pods = new Map<string, KubeObject>()
  const archives = keptArchives(stage.name, (kept) => engine.options.onKept?.(kept))
  const logs = stageLogs({
    read: (pod, { name, restarts, ended }, signal) => {
      const { name: podName, namespace = '' } = pod.metadata
      const request = { namespace, pod: podName, container: name, follow: true, restarts, ended }
      const lines = engine.cluster.logs(request, signal)
      return handsOver(stage) ? archives.lines(podName, lines, elementOf(stage, pod)) : lines
    },
    tell: (line) => held.tell({ type: 'stage.log', stage: stage.name, ...line }),
    lost: (pod, container, reason) =>
      held.tell({
        type: 'notice',
        level: 'warning',
        code: 'run/log-lost',
        stage: stage.name,
        message: `the log of ${pod}/${container} could not be read to its end: ${reason}`,
      }),
  })
  const isMine = (pod: KubeObject): boolean =>
    run === undefined ? !before.has(uidOf(pod)) : pod.metadata.labels?.['bodywork.dev/run'] === run
  const see = (pod: KubeObject): void => {
    pods.set(uidOf(pod), pod)
    logs.see(pod)
  }
  const stopPods = engine.tracker.onPod(labelOfStage(planned), (pod) => {
    if (isMine(pod)) see(pod)
  })
  // States come and go several times a second while a pod starts; each is worth one line.
  const said = new Set<string>()
  return {
    artifacts: archives.artifacts,
    pod: see,
    line: (line) => held.tell({ type: 'stage.log', stage: stage.name, pod: 'helm', container: 'helm', line }),
    started: (attempt) => held.tell({ type: 'stage.started', stage: stage.name, kind: stage.kind, attempt }),
    retrying: (attempt, delayMs, failure) => {
      said.clear()
      held.tell({
        type: 'stage.retrying',
        stage: stage.name,
        attempt,
        delayMs,
        failure: withLines(failure, logs.lastLines()),
      })
    },
    verdict: (verdict) => {
      const event = eventOf(stage.name, verdict, (name) => [...pods.values()].find((pod) => pod.metadata.name === name))
      const key = JSON.stringify(event ?? '')
      if (event === undefined || said.has(key)) return
      said.add(key)
      held.tell(event)
    },
    finished: async (end, attempts, exitCode) => {
      const endedAt = engine.clock.now()
      const isService = stage.kind !== 'batch'
      const timeout = new AbortController()
      const pause = (ms: number) => () => engine.clock.sleep(ms, timeout.signal).catch(() => undefined)
      if (end.outcome === 'cancelled' || isService) await logs.drain(pause(serviceDrainMs), 1)
      else if (!(await logs.drain(pause(silenceMs)))) held.tell(unread(stage.name))
      timeout.abort()
      logs.stop()
      stopPods()
      const pod = [...pods.values()].sort(byCreation).at(-1)
      const failure = end.failure === undefined ? undefined : withLines(end.failure, logs.lastLines())
      const url = end.outcome === 'succeeded' ? serviceUrl(engine, planned) : undefined
      const told: StageEnd = { ...end, ...(failure === undefined ? {} : { failure }) }
      held.tell({
        type: 'stage.finished',
        stage: stage.name,
        kind: stage.kind,
        outcome: end.outcome,
        attempts,
        timings: timingsOf(pod, startedAt, endedAt),
        outputs: end.outputs,
        ...(failure === undefined ? {} : { failure }),
        ...(url === undefined ? {} : { url }),
        ...imageOf(pod),
        ...(exitCode === undefined ? {} : { exitCode }),
      })
      await held.done()
      return told
    },
  }
}

/** Which pod of a matrix this is. */
function elementOf(stage: Stage, pod: KubeObject): number | undefined {
  return stage.kind === 'batch' && stage.matrix !== undefined ? completionIndex(pod) : undefined
}

/** Only these print what is not for people. */
function handsOver(stage: Stage): boolean {
  return stage.kind === 'batch' && (stage.artifacts !== undefined || stage.program.kind === 'notebook')
}

function unread(stage: string): Untimed {
  const message = `the log of ${stage} could not be read to its end: nothing came for ${silenceMs / 1000} s`
  return { type: 'notice', level: 'warning', code: 'run/log-lost', stage, message }
}

function withLines(failure: Failure, lines: readonly string[]): Failure {
  return failure.lastLines.length > 0 ? failure : refineWithLog(failure, lines)
}

function imageOf(pod: KubeObject | undefined): { readonly image?: string } {
  const status = listField(pod, 'status', 'containerStatuses')[0]
  const image = textField(status, 'imageID') ?? textField(status, 'image')
  return image === undefined || image === '' ? {} : { image }
}

function eventOf(
  stage: string,
  verdict: Verdict,
  podNamed: (name: string) => KubeObject | undefined,
): Untimed | undefined {
  if (verdict.state === 'waiting')
    return {
      type: 'stage.waiting',
      stage,
      reason: verdict.reason,
      message: verdict.message,
      ...(verdict.ready === undefined ? {} : { ready: verdict.ready }),
      ...(verdict.wanted === undefined ? {} : { wanted: verdict.wanted }),
    }
  if (verdict.state !== 'running') return undefined
  const node = textField(podNamed(verdict.pod), 'spec', 'nodeName')
  return { type: 'stage.running', stage, pod: verdict.pod, ...(node === undefined ? {} : { node }) }
}
