import type { HelmStage, Pipeline, ServiceStage, Stage } from '../model/pipeline.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { Plan, PlanFacts, PlannedStage } from '../plan/plan.ts'
import type { RecordedRelease, RunRecord } from './record.ts'
import { listField, numberField } from './world.ts'

/** What is known about the run that goes back. */
export type RollbackFacts = Pick<PlanFacts, 'runId' | 'attempt' | 'at' | 'version' | 'actor' | 'link'>

/** A plan that brings a former version back: the services of its record, exactly as they were applied then. */
export function planFromRecord(record: RunRecord, facts: RollbackFacts): Plan {
  const own = [
    ...new Set(record.objects.flatMap(({ stage, next }) => (stage === undefined || next === undefined ? [] : [stage]))),
  ]
  const released = (record.releases ?? []).flatMap((release) => releasedFrom(release) ?? [])
  const stages = [...own.map((name) => plannedFrom(record, name)), ...released]
  const names = stages.map(({ name }) => name)
  const pipeline: Pipeline = {
    name: record.pipeline,
    namespace: record.namespace,
    generation: '2.0',
    file: '',
    image: '',
    steps: [names],
    stages: stages.map(({ stage }) => stage),
    env: {},
    source: 'image',
    atomic: true,
    logLevel: 'INFO',
    groups: {},
    places: {},
  }
  const { commit, branch } = record
  return {
    formatVersion: 1,
    pipeline,
    facts: { ...facts, commit, ...(branch === undefined ? {} : { branch }) },
    shared: [],
    stages,
    hooks: {},
  }
}

function plannedFrom(record: RunRecord, name: string): PlannedStage {
  const objects = record.objects.flatMap(({ stage, next }) => (stage === name && next !== undefined ? [next] : []))
  return { stage: stageFrom(name, objects), name, needs: [], objects }
}

/** Helm itself brings its own revision back; one that the run never deployed is left alone. */
function releasedFrom({ stage: name, name: release, namespace, after, timeoutSeconds }: RecordedRelease) {
  if (after === undefined) return undefined
  const stage: HelmStage = {
    kind: 'helm',
    name,
    place: { file: '', line: 1, column: 1 },
    needs: [],
    chart: '',
    release,
    byHelm: true,
    values: [],
    set: {},
    timeoutSeconds,
  }
  const from = { revision: after }
  const planned: PlannedStage = {
    stage,
    name,
    needs: [],
    objects: [],
    release: { name: release, namespace, timeoutSeconds, from },
  }
  return planned
}

/** Enough of a stage to track it: how long it may take, and its port. */
function stageFrom(name: string, objects: readonly KubeObject[]): Stage {
  const place = { file: '', line: 1, column: 1 }
  const deployment = objects.find(({ kind }) => kind === 'Deployment')
  const seconds = numberField(deployment, 'spec', 'progressDeadlineSeconds') ?? 600
  const service = objects.find(({ kind }) => kind === 'Service')
  const stage: ServiceStage = {
    kind: 'service',
    name,
    place,
    needs: [],
    program: { kind: 'image', args: [] },
    image: '',
    requirements: { kind: 'none' },
    env: {},
    secrets: [],
    resources: { limits: {} },
    nodeSelector: {},
    tolerations: [],
    volumes: [],
    pullSecrets: [],
    security: 'image',
    source: 'image',
    port: numberField(listField(service, 'spec', 'ports')[0], 'port') ?? 80,
    extraPorts: [],
    replicas: numberField(deployment, 'spec', 'replicas') ?? 1,
    startupTimeoutSeconds: seconds,
    health: { kind: 'tcp' },
    restart: false,
    headless: false,
    drainSeconds: 0,
  }
  return stage
}

/** The version to go back to: the one asked for, or the one that was deployed before the present one. */
export function rollbackTarget(records: readonly RunRecord[], revision: number | undefined): RunRecord | undefined {
  const deployed = records.filter(({ status }) => status === 'deployed')
  return revision === undefined ? deployed[1] : deployed.find((record) => record.revision === revision)
}
