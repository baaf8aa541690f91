import type { Json, Program, Requirements } from '../model/pipeline.ts'
import { never } from '../model/problem.ts'
import { artifactEnvironment } from './artifacts.ts'
import type { PlanContext } from './context.ts'
import { graceSeconds } from './deadlines.ts'
import { shortCommit } from './labels.ts'
import type { PodStageLike } from './pod-stage.ts'
import { secretNameFor } from './secret-copy.ts'

/** Folder of everything that the bootstrap writes. */
export const workFolder = '/bodywork/work'

/** Where package caches of a stage are mounted. */
export const cacheFolder = '/bodywork/cache'

/** Seconds between the end of the grace the program gets and the end of the pod's. */
const graceReserveSeconds = 5

/** An entry of a container's environment. */
export type EnvVar = { readonly name: string } & (
  | { readonly value: string }
  | { readonly valueFrom: { readonly secretKeyRef: { readonly name: string; readonly key: string } } }
)

/** Variables that every container of a stage gets; of two with one name the later wins, because a name may come once. */
export function environmentFor(
  context: PlanContext,
  stage: PodStageLike,
  more: Readonly<Record<string, string>>,
): readonly EnvVar[] {
  const { pipeline, facts } = context
  const plain = { ...pipeline.env, ...stage.env }
  const entries: readonly EnvVar[] = [
    ...valuesOf(plain),
    ...stage.secrets.map(({ variable, secret, key }) => ({
      name: variable,
      valueFrom: { secretKeyRef: { name: secretNameFor(context, secret), key } },
    })),
    ...valuesOf({ GIT_COMMIT_HASH: shortCommit(facts.commit), BODYWORK_STAGE: stage.name, ...more }),
  ]
  return [...new Map(entries.map((entry) => [entry.name, entry])).values()]
}

/** What the bootstrap is told. */
export function bootstrapEnvironment(context: PlanContext, stage: PodStageLike): Readonly<Record<string, string>> {
  const { facts } = context
  const bundle = stage.source === 'bundle' ? facts.bundle : undefined
  const limit = stage.kind === 'batch' ? stage.timeoutSeconds : undefined
  return {
    ...(bundle === undefined
      ? {}
      : { BODYWORK_SOURCE_SHA256: bundle.sha256, BODYWORK_SOURCE_PIECES: String(bundle.pieces.length) }),
    ...programEnvironment(context, stage.program),
    ...requirementsEnvironment(context, stage.requirements),
    ...(limit === undefined || limit <= 0 ? {} : { BODYWORK_TIME_LIMIT: String(limit) }),
    ...(stage.workingDirectory === undefined ? {} : { BODYWORK_WORKING_DIRECTORY: stage.workingDirectory }),
    ...(stage.cacheVolume === undefined ? {} : { BODYWORK_CACHE: cacheFolder }),
    ...artifactEnvironment(context, stage),
    BODYWORK_OUTPUT: `${workFolder}/output`,
    BODYWORK_GRACE: String(graceSeconds - graceReserveSeconds),
  }
}

/** A path of the user's, which is relative to the configuration file, as a path in the source. */
export function pathInSource({ facts }: PlanContext, path: string): string {
  const folder = facts.configFolder ?? ''
  const parts: string[] = []
  for (const part of `${path.startsWith('/') ? '' : folder}/${path}`.split('/')) {
    if (part === '..' && parts.length > 0) parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function programEnvironment(context: PlanContext, program: Program): Readonly<Record<string, string>> {
  const json = (value: Json) => ({ BODYWORK_PROGRAM: JSON.stringify(value) })
  switch (program.kind) {
    case 'python':
      return json({ kind: 'python', path: pathInSource(context, program.path), args: program.args })
    case 'notebook': {
      const { args, parameters } = program
      return json({ kind: 'notebook', path: pathInSource(context, program.path), args, parameters })
    }
    case 'command':
      return json({ kind: 'command', command: program.command, args: program.args })
    case 'image':
      return {}
    default:
      return never(program)
  }
}

function requirementsEnvironment(context: PlanContext, requirements: Requirements): Readonly<Record<string, string>> {
  switch (requirements.kind) {
    case 'none':
      return {}
    case 'list':
      return {
        BODYWORK_REQUIREMENTS: JSON.stringify(requirements.packages),
        ...constraintsEnvironment(context, requirements.constraints),
      }
    case 'file':
      return {
        BODYWORK_REQUIREMENTS_FILE: pathInSource(context, requirements.path),
        ...constraintsEnvironment(context, requirements.constraints),
      }
    default:
      return never(requirements)
  }
}

function constraintsEnvironment(context: PlanContext, path: string | undefined): Readonly<Record<string, string>> {
  return path === undefined ? {} : { BODYWORK_CONSTRAINTS_FILE: pathInSource(context, path) }
}

function valuesOf(values: Readonly<Record<string, string>>): readonly EnvVar[] {
  return Object.entries(values).map(([name, value]) => ({ name, value: literalText(value) }))
}

/** Kubernetes expands `$(NAME)` in values and commands and turns `$$` into `$`; doubling every `$` keeps a text that has either. */
export function literalText(value: string): string {
  return /\$[$(]/.test(value) ? value.replaceAll('$', '$$$$') : value
}
