import { dirname, posix, resolve } from 'node:path'
import type { OverlayRequest } from '../config/overlay.ts'
import { activeStages, isPodStage, type Pipeline } from '../model/pipeline.ts'
import { failed, hasErrors, ok, type Problem, type Result } from '../model/problem.ts'
import { version } from '../model/version.ts'
import type { Plan, PlanFacts } from '../plan/plan.ts'
import { planFor } from '../plan/plan-for.ts'
import type { Programs } from '../plan/programs.ts'
import { requirementsFileProblems } from '../plan/requirements-file.ts'
import { type AskedGit, askGit } from '../source/ask-git.ts'
import { readSource, type Source } from '../source/read-source.ts'
import { chartGlobs, gatherCharts } from './gather-charts.ts'
import { gatherManifests, manifestGlobs } from './gather-manifests.ts'
import { inputGlobs, inputHashes } from './input-hashes.ts'

/** What planning needs of other parts of the program. */
export interface PlanningPorts {
  /** `file` is named from `cwd` and is what places of problems say. */
  readonly loadPipeline: (
    file: string,
    options: { readonly strict: boolean; readonly cwd: string; readonly overlay?: OverlayRequest },
  ) => Promise<Result<Pipeline>>
  /** Texts of container/*.py. */
  readonly programs: () => Promise<Programs>
}

/** Which plan is wanted. */
export interface PlanRequest {
  /** Path of the configuration file, from `cwd`. */
  readonly file: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly strict: boolean
  readonly worktree: boolean
  /** Ask the registries for the digests of the images. */
  readonly resolveImages?: boolean
  /** What only a run knows: its id, the time, what the cluster has. */
  readonly facts?: Partial<PlanFacts>
  /** What is laid over the configuration for one environment. */
  readonly overlay?: OverlayRequest
}

/**
 * Reads the pipeline and its source and plans them. Without a run, its id and time are taken from the commit, so that
 * the same commit gives the same bytes.
 */
export async function gatherPlan(request: PlanRequest, ports: PlanningPorts): Promise<Result<Plan>> {
  const { cwd, worktree, env } = request
  const folder = dirname(resolve(cwd, request.file))
  const asked = askGit(folder, worktree, env)
  try {
    return await planBy({ ...request, folder, asked }, ports)
  } finally {
    asked.objects.close()
  }
}

async function planBy(
  request: PlanRequest & { readonly folder: string; readonly asked: AskedGit },
  ports: PlanningPorts,
): Promise<Result<Plan>> {
  const { strict, cwd, overlay, worktree, env, folder, asked } = request
  const loaded = await ports.loadPipeline(request.file, { strict, cwd, ...(overlay === undefined ? {} : { overlay }) })
  if (!loaded.ok) return loaded
  const pipeline = { ...loaded.value, file: request.file }
  const texts = requirementsFiles(pipeline)
  const globs = [...manifestGlobs(pipeline), ...chartGlobs(pipeline), ...inputGlobs(pipeline)]
  const source = await readSource({ folder, worktree, env, asked, bundle: usesBundle(pipeline), texts, globs })
  if (!source.ok) return failed(...loaded.problems, ...source.problems)
  const known: readonly Problem[] = [
    ...loaded.problems,
    ...source.problems,
    ...Object.entries(source.value.texts).flatMap(([file, text]) =>
      requirementsFileProblems(posix.join(posix.dirname(request.file), file), text),
    ),
  ]
  const own = await gatherManifests(pipeline, source.value, request.file)
  const charts = await gatherCharts(pipeline, source.value)
  const manifests = { ...own.objects, ...charts.objects }
  const programs = await ports.programs()
  const images = request.resolveImages === true ? await digestsOf(pipeline, request) : undefined
  const plan = planFor(
    pipeline,
    factsOf(source.value, {
      programs,
      manifests,
      ...(Object.keys(charts.charts).length === 0 ? {} : { charts: charts.charts }),
      ...images?.facts,
      ...inputHashes(pipeline, source.value),
      ...request.facts,
    }),
  )
  const problems = [...known, ...(images?.problems ?? []), ...own.problems, ...charts.problems, ...plan.problems]
  return plan.ok && !hasErrors(problems) ? ok(plan.value, problems) : failed(...problems)
}

async function digestsOf(pipeline: Pipeline, { cwd, env }: PlanRequest) {
  const { resolveImages } = await import('./resolve-images.ts')
  const { digests, problems } = await resolveImages(pipeline, { cwd, env })
  return { facts: { digests }, problems }
}

function factsOf(source: Source, more: Partial<PlanFacts>): PlanFacts {
  return {
    commit: source.commit,
    ...(source.branch === undefined ? {} : { branch: source.branch }),
    ...(source.repository === undefined ? {} : { repository: source.repository }),
    runId: source.commit,
    attempt: 1,
    at: source.at,
    ...(source.bundle === undefined ? {} : { bundle: source.bundle }),
    files: source.files,
    configFolder: source.folder,
    version,
    ...more,
  }
}

function usesBundle(pipeline: Pipeline): boolean {
  const pods = activeStages(pipeline).filter(isPodStage)
  return pods.some((stage) => stage.source === 'bundle' && stage.program.kind !== 'image')
}

function requirementsFiles(pipeline: Pipeline): readonly string[] {
  return activeStages(pipeline).flatMap((stage) =>
    isPodStage(stage) && stage.source !== 'image' && stage.requirements.kind === 'file'
      ? [stage.requirements.path]
      : [],
  )
}
