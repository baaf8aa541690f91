import { labelValue, shortHash } from '../model/names.ts'
import type { Stage } from '../model/pipeline.ts'
import type { PlanContext } from './context.ts'
import type { ObjectMetadata } from './objects.ts'
import { objectNameFor, stageLabelFor } from './stage-names.ts'

/** Name under which this tool writes, for server-side apply and for `managed-by`. */
export const fieldManager = 'bodywork'

/** Labels of objects that pipelines of one namespace share. */
export const sharedLabels: Readonly<Record<string, string>> = {
  app: 'bodywork',
  'app.kubernetes.io/managed-by': fieldManager,
}

/** Labels of everything that belongs to one pipeline: what watches select and what may be deleted. */
export function pipelineLabels({ pipeline }: PlanContext): Readonly<Record<string, string>> {
  return {
    ...sharedLabels,
    'app.kubernetes.io/part-of': labelValue(pipeline.name),
    'bodywork.dev/pipeline': labelValue(pipeline.name),
  }
}

/** Labels of a stage that stay the same from run to run, as pods of a service need them. */
export function stageLabels(context: PlanContext, stage: Stage): Readonly<Record<string, string>> {
  const { pipeline, facts } = context
  return {
    ...pipelineLabels(context),
    stage: stageLabelFor(pipeline, stage),
    'deployment-name': labelValue(pipeline.name),
    'git-commit-hash': labelValue(shortCommit(facts.commit)),
    'git-branch': labelValue(facts.branch ?? ''),
    'app.kubernetes.io/name': labelValue(objectNameFor(pipeline, stage)),
    'app.kubernetes.io/instance': labelValue(`${pipeline.name}-${objectNameFor(pipeline, stage)}`),
    'app.kubernetes.io/component': stage.kind,
    'app.kubernetes.io/version': labelValue(shortCommit(facts.commit)),
    'bodywork.dev/stage': labelValue(stage.name),
  }
}

/** Labels of an object that belongs to one run. */
export function runLabels(context: PlanContext, stage: Stage): Readonly<Record<string, string>> {
  return { ...stageLabels(context, stage), 'bodywork.dev/run': runLabel(context) }
}

/** What stands for the run in labels and names: the same for a run that is resumed, whatever its id looks like. */
export function runLabel({ pipeline, facts }: PlanContext): string {
  return shortHash(JSON.stringify([pipeline.namespace, pipeline.name, facts.runId, facts.attempt]))
}

/** Raw values behind the labels, for people and for other commands. */
export function stageAnnotations(context: PlanContext, stage: Stage): Readonly<Record<string, string>> {
  const { pipeline, facts } = context
  return {
    'bodywork.dev/pipeline': pipeline.name,
    'bodywork.dev/stage': stage.name,
    'bodywork.dev/commit': facts.commit,
    ...(facts.branch === undefined ? {} : { 'bodywork.dev/branch': facts.branch }),
    ...(facts.repository === undefined ? {} : { 'bodywork.dev/repository': facts.repository }),
    'bodywork.dev/run': facts.runId,
    ...(facts.actor === undefined ? {} : { 'bodywork.dev/actor': facts.actor }),
    ...(facts.link === undefined ? {} : { 'bodywork.dev/link': facts.link }),
    'bodywork.dev/version': facts.version,
  }
}

/** Metadata of an object of a service: its name, labels and annotations, and more of the latter. */
export function serviceMetadata(
  context: PlanContext,
  stage: Stage,
  annotations: Readonly<Record<string, string>> = {},
): ObjectMetadata {
  return {
    name: objectNameFor(context.pipeline, stage),
    namespace: context.pipeline.namespace,
    labels: runLabels(context, stage),
    annotations: { ...stageAnnotations(context, stage), ...annotations },
  }
}

/** A commit as `git rev-parse --short` shows it; a hash of uncommitted work stays as it is. */
export function shortCommit(commit: string): string {
  return /^[0-9a-f]{40,64}$/.test(commit) ? commit.slice(0, 7) : commit
}
