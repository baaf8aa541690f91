import { parseImage } from '../model/image.ts'
import { didYouMean } from '../model/nearest.ts'
import { type BatchStage, isPodStage, type ServiceStage, type Stage } from '../model/pipeline.ts'
import type { Problem } from '../model/problem.ts'
import { type PlanContext, placeOf, stageProblem } from './context.ts'
import { runsDirectly } from './direct-program.ts'
import { pathInSource } from './environment.ts'
import { stripsPrefix } from './ingress.ts'
import { matrixFault } from './matrix.ts'
import type { PodStageLike } from './pod-stage.ts'
import { requirementFault } from './requirement.ts'
import { secretProblems } from './secret-copy.ts'

/** Everything about one stage that Kubernetes, pip or the container would refuse later. */
export function stageProblems(context: PlanContext, stage: Stage): readonly Problem[] {
  if (!isPodStage(stage)) return []
  return [
    ...imageProblems(context, stage),
    ...fileProblems(context, stage),
    ...requirementProblems(context, stage),
    ...hostPathProblems(context, stage),
    ...secretProblems(context, stage),
    ...(stage.kind === 'service' ? serviceProblems(context, stage) : matrixProblems(context, stage)),
    ...securityNotes(context, stage),
  ]
}

function imageProblems(context: PlanContext, stage: PodStageLike): readonly Problem[] {
  const parsed = parseImage(stage.image)
  if (parsed.ok) return []
  const own = placeOf(context.pipeline, `stages.${stage.name}.image`)
  const shared = placeOf(context.pipeline, 'pipeline.image', 'pipeline.docker_image', 'project.docker_image')
  const place = own ?? shared ?? stage.place
  return parsed.problems.map((problem) => ({ ...problem, place }))
}

function fileProblems(context: PlanContext, stage: PodStageLike): readonly Problem[] {
  const files = context.facts.files ?? context.facts.bundle?.files
  if (files === undefined || stage.source === 'image') return []
  const { program, requirements } = stage
  const wanted: (readonly [string, string, string])[] = []
  if (program.kind === 'python' || program.kind === 'notebook') wanted.push([program.path, 'module', 'run'])
  if (requirements.kind !== 'none' && requirements.constraints !== undefined)
    wanted.push([requirements.constraints, 'constraints file', 'requirements'])
  if (requirements.kind === 'file') wanted.push([requirements.path, 'requirements file', 'requirements'])
  return wanted.flatMap(([path, what, key]) => {
    const inSource = pathInSource(context, path)
    if (files.includes(inSource)) return []
    return [missingFile(context, stage, { path: inSource, what, key, files })]
  })
}

function missingFile(
  context: PlanContext,
  stage: PodStageLike,
  missing: { readonly path: string; readonly what: string; readonly key: string; readonly files: readonly string[] },
): Problem {
  const name = missing.path.split('/').at(-1) ?? ''
  const elsewhere = missing.files.filter((file) => file.split('/').at(-1) === name)
  const hint =
    elsewhere.length === 1
      ? `Did you mean "${elsewhere[0]}"?`
      : (didYouMean(missing.path, missing.files) ?? 'Is it committed, and not named in .bodyworkignore?')
  const isOld = context.pipeline.places[`stages.${stage.name}.executable_module_path`] !== undefined
  return stageProblem(context, stage, {
    code: `plan/${missing.key === 'run' ? 'module' : 'requirements'}-missing`,
    message: `the ${missing.what} "${missing.path}" of stage "${stage.name}" is not in the source`,
    hint,
    key: missing.key === 'run' && isOld ? 'executable_module_path' : missing.key,
  })
}

function requirementProblems(context: PlanContext, stage: PodStageLike): readonly Problem[] {
  if (stage.requirements.kind !== 'list') return []
  return stage.requirements.packages.flatMap((text, index) => {
    const fault = requirementFault(text)
    if (fault === undefined) return []
    return [
      stageProblem(context, stage, {
        code: 'plan/bad-requirement',
        message: `the requirement "${text}" cannot be read at character ${fault.column}: ${fault.why}`,
        hint: 'Write it as pip does, such as pandas==2.2.3 or scikit-learn>=1.4,<2.',
        key: `requirements.${index}`,
      }),
    ]
  })
}

/** A folder of the node is the node itself to whoever can write it: it has to be asked for twice. */
function hostPathProblems(context: PlanContext, stage: PodStageLike): readonly Problem[] {
  if (stage.security !== 'restricted') return []
  return stage.volumes.flatMap(({ name, from }) =>
    from.kind === 'hostPath'
      ? [
          stageProblem(context, stage, {
            code: 'plan/host-path',
            message: `the volume "${name}" of stage "${stage.name}" is a folder of the node, which the level "restricted" forbids`,
            hint: 'Use pvc, or say security: image for this stage.',
            key: `volumes.${name}`,
          }),
        ]
      : [],
  )
}

/** Values of a matrix are filled in by the bootstrap, which a program that is in the image runs without. */
function matrixProblems(context: PlanContext, stage: BatchStage): readonly Problem[] {
  return [...combinationProblems(context, stage), ...placeholderProblems(context, stage)]
}

function combinationProblems(context: PlanContext, stage: BatchStage): readonly Problem[] {
  const { matrix } = stage
  const fault = matrix === undefined || 'fromOutput' in matrix.values ? undefined : matrixFault(matrix)
  if (fault === undefined) return []
  const message = `the matrix of stage "${stage.name}" cannot be run: ${fault.message}`
  return [stageProblem(context, stage, { code: fault.code, message, hint: fault.hint, key: 'matrix' })]
}

function placeholderProblems(context: PlanContext, stage: BatchStage): readonly Problem[] {
  if (stage.program.kind !== 'image' && !runsDirectly(stage)) return []
  const texts: readonly (readonly [string, unknown])[] = [
    ['args', 'args' in stage.program ? stage.program.args : []],
    ['command', 'command' in stage.program ? stage.program.command : []],
    ['env', stage.env],
  ]
  return texts.flatMap(([key, value]) =>
    JSON.stringify(value).includes('${matrix.')
      ? [
          stageProblem(context, stage, {
            code: 'plan/matrix-in-image',
            message: `stage "${stage.name}" runs what is in its image as it is: \${matrix.…} cannot be filled in`,
            hint: 'Read JOB_COMPLETION_INDEX and BODYWORK_MATRIX in the program, or give the stage its code by bundle.',
            key,
          }),
        ]
      : [],
  )
}

function serviceProblems(context: PlanContext, stage: ServiceStage): readonly Problem[] {
  const problems: Problem[] = []
  const checks = [stage.health, ...Object.values(stage.probes ?? {})]
  const probed = checks.flatMap((check) => (typeof check === 'object' && 'port' in check ? [check.port ?? 1] : []))
  for (const port of [stage.port, ...stage.extraPorts.map((extra) => extra.port), ...probed]) {
    if (Number.isInteger(port) && port >= 1 && port <= 65535) continue
    problems.push(
      stageProblem(context, stage, {
        code: 'plan/bad-port',
        message: `port ${port} of stage "${stage.name}" is not between 1 and 65535`,
        key: 'service.port',
      }),
    )
  }
  const { ingress } = stage
  if (ingress?.via === 'gateway' && ingress.gateway === undefined)
    problems.push(
      stageProblem(context, stage, {
        code: 'plan/gateway-missing',
        message: `stage "${stage.name}" is published by a gateway, but no gateway is named`,
        hint: 'Set service.ingress.gateway.name.',
        key: 'service.ingress',
      }),
    )
  if (ingress?.via === 'ingress' && ingress.path === undefined && !stripsPrefix(ingress))
    problems.push({
      ...stageProblem(context, stage, {
        code: 'plan/prefix-kept',
        message: `ingress class "${ingress.className}" is not told to strip the path's prefix: "${stage.name}" will see whole paths`,
        hint: 'Give service.ingress a path or a host of its own, or add the annotations your controller needs.',
        key: 'service.ingress',
      }),
      severity: 'warning',
    })
  return problems
}

function securityNotes(context: PlanContext, stage: PodStageLike): readonly Problem[] {
  if (context.facts.enforcesRestricted !== true || stage.security === 'restricted') return []
  return [
    {
      ...stageProblem(context, stage, {
        code: 'plan/restricted-namespace',
        message: `the namespace "${context.pipeline.namespace}" enforces the level "restricted": stage "${stage.name}" runs without root rights`,
        key: 'security',
      }),
      severity: 'note',
    },
  ]
}
