import type { Generation, LogLevel, Pipeline, Stage, StageBase } from '../../model/pipeline.ts'
import type { Place } from '../../model/problem.ts'
import type { PipelineGraph } from '../pipeline-graph.ts'
import { booleanAt, defined, jsonMapAt, numberAt, secondsAt, textAt, textMapAt, textsAt, wordAt } from '../read-tree.ts'
import type { StageTree } from '../stage-trees.ts'
import { type Tree, valueAt } from '../tree.ts'
import { foldBatch } from './fold-batch.ts'
import { foldPod, type Surroundings, sourceOf } from './fold-pod.ts'
import { foldService } from './fold-service.ts'

/** A configuration without errors, in the spelling of 2.0, and what is known about it. */
export interface Foldable {
  readonly tree: Tree
  readonly generation: Generation
  readonly file: string
  readonly stages: readonly StageTree[]
  readonly graph: PipelineGraph
  readonly places: Readonly<Record<string, Place>>
}

const logLevels: readonly LogLevel[] = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']

/** The pipeline that every generation ends in. */
export function foldPipeline(input: Foldable): Pipeline {
  const { tree, generation, graph } = input
  const section = valueAt(tree, 'pipeline')
  const name = textAt(section, 'name')?.trim() ?? ''
  const around: Surroundings = {
    image: textAt(section, 'image') ?? '',
    source: sourceOf(textAt(section, 'source')) ?? 'bundle',
    security: generation === '2.0' ? 'restricted' : 'image',
  }
  const level = textAt(tree, 'logging', 'log_level')
  return defined({
    name,
    namespace: wordAt(section, 'namespace') ?? name,
    generation,
    file: input.file,
    image: around.image,
    steps: graph.steps,
    stages: input.stages.map((stage) => foldStage(stage, graph, around)),
    secretsGroup: wordAt(section, 'secrets_group'),
    onFailure: wordAt(section, 'on_failure'),
    onSuccess: wordAt(section, 'on_success'),
    always: wordAt(section, 'always'),
    env: textMapAt(section, 'env'),
    timeoutSeconds: secondsAt(section, 'timeout') || undefined,
    source: around.source,
    atomic: booleanAt(section, 'atomic') ?? true,
    pullsAhead: booleanAt(section, 'pull_ahead') === false ? (false as const) : undefined,
    logLevel: logLevels.find((candidate) => candidate === level) ?? 'INFO',
    groups: groupsOf(valueAt(section, 'groups')),
    places: input.places,
  })
}

function foldStage(stage: StageTree, graph: PipelineGraph, around: Surroundings): Stage {
  const { tree } = stage
  const base: StageBase = defined({
    name: stage.name,
    place: stage.entry.place,
    needs: graph.needs.get(stage.name) ?? [],
    condition: wordAt(tree, 'if'),
    group: wordAt(tree, 'group'),
  })
  switch (stage.kind) {
    case 'batch':
      return { ...base, ...foldPod(stage, around), ...foldBatch(tree) }
    case 'service':
      return { ...base, ...foldPod(stage, around), ...foldService(tree) }
    case 'manifests':
      return {
        ...base,
        kind: 'manifests',
        paths: textsAt(tree, 'manifests'),
        wait: booleanAt(tree, 'wait') ?? true,
        timeoutSeconds: secondsAt(tree, 'timeout') ?? 300,
        substitute: textMapAt(tree, 'substitute'),
      }
    case 'helm':
      return {
        ...base,
        kind: 'helm',
        chart: textAt(tree, 'helm', 'chart') ?? '',
        release: wordAt(tree, 'helm', 'release') ?? wordAt(tree, 'helm', 'name') ?? stage.name,
        values: textsAt(tree, 'helm', 'values'),
        set: jsonMapAt(tree, 'helm', 'set') ?? {},
        ...defined({
          version: wordAt(tree, 'helm', 'version'),
          byHelm: booleanAt(tree, 'helm', 'release') === true ? (true as const) : undefined,
        }),
        timeoutSeconds: secondsAt(tree, 'helm', 'timeout') ?? 300,
      }
  }
}

function groupsOf(tree: Tree | undefined): Pipeline['groups'] {
  if (tree?.kind !== 'map') return {}
  return Object.fromEntries(
    tree.entries.map(({ key, value }) => [
      key,
      { maxParallel: numberAt(value) ?? numberAt(value, 'max_parallel') ?? 1 },
    ]),
  )
}
