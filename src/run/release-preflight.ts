import { type Problem, ProblemError } from '../model/problem.ts'
import { isHook } from '../plan/helm-hooks.ts'
import type { Plan, PlannedRelease, PlannedStage } from '../plan/plan.ts'
import { isChart, releaseOf } from '../plan/release.ts'
import type { Engine } from './engine.ts'
import { liveObject } from './known-kinds.ts'
import type { Cluster, Ports } from './ports.ts'
import type { RecordedRelease, RunRecord } from './record.ts'
import { isInstalled, keptRevisions, presentRevision, type ReleaseRevision } from './releases.ts'
import { type LiveWorld, refOf } from './world.ts'

type Released = PlannedStage & { readonly release: PlannedRelease }

/** Refuses a run with releases where helm cannot be used, before anything is changed. */
export async function checkHelm(plan: Plan, { releases }: Pick<Ports, 'releases'>): Promise<void> {
  const [first] = releasedIn(plan, undefined)
  if (first === undefined) return
  const problem = releases === undefined ? unreachable(first) : await releases.unusable()
  if (problem === undefined) return
  const { stage } = first
  throw new ProblemError('user', [{ ...problem, place: stage.place, path: `stages.${stage.name}.helm` }])
}

function unreachable({ stage }: Released): Problem {
  return {
    severity: 'error',
    code: 'helm/no-server',
    message: `stage "${stage.name}" is to be installed by helm, which cannot reach a cluster inside this process`,
    hint: 'Start the local cluster on its own first: bodywork local up. Or leave release: true out here.',
  }
}

function releasedIn(plan: Plan, selected: ReadonlySet<string> | undefined): readonly Released[] {
  return plan.stages.flatMap((planned) => {
    const { release, stage } = planned
    return release === undefined || selected?.has(stage.name) === false ? [] : [{ ...planned, release }]
  })
}

/** How the releases of a run are before it; throws where helm would refuse, or where an object has two owners. */
export async function standingReleases(
  engine: Engine,
  earlier: readonly RunRecord[],
  broken: RunRecord | undefined,
): Promise<readonly RecordedRelease[]> {
  const { plan, options, releases, cluster } = engine
  const found: RecordedRelease[] = []
  const problems: Problem[] = []
  for (const planned of releasedIn(plan, options.selected)) {
    const { stage, release } = planned
    const { name, namespace, timeoutSeconds } = release
    const history = (await releases?.history(release)) ?? []
    problems.push(...historyProblems(planned, history), ...(await ownerProblems(planned, cluster)))
    const former = broken?.releases?.find((one) => one.name === name && one.namespace === namespace)
    const before = former === undefined ? presentRevision(history) : former.before
    found.push({
      stage: stage.name,
      name,
      namespace,
      timeoutSeconds,
      historyLimit: keptRevisions(options.historyLimit),
      ...(before === undefined ? {} : { before }),
    })
  }
  problems.push(...(await takenProblems(engine, earlier)))
  if (problems.length > 0) throw new ProblemError('user', problems)
  return found
}

function historyProblems({ stage, release }: Released, history: readonly ReleaseRevision[]): readonly Problem[] {
  const { name, namespace, from } = release
  const last = history.at(-1)
  const placed = { severity: 'error', place: stage.place, path: `stages.${stage.name}.helm` } as const
  if (last?.status.startsWith('pending-') === true)
    return [
      {
        ...placed,
        code: 'helm/pending',
        message: `the release "${name}" is "${last.status}" since its revision ${last.revision}: another helm is at work, or was killed`,
        hint: `Wait for it, or bring it back: helm rollback ${name} --namespace ${namespace}`,
      },
    ]
  if (isChart(from) || history.some(({ revision }) => revision === from.revision)) return []
  return [
    {
      ...placed,
      code: 'helm/revision-gone',
      message: `helm has no revision ${from.revision} of the release "${name}" any more`,
      hint: 'Deploy that commit again instead of going back to it.',
    },
  ]
}

/** Helm takes over nothing that does not carry its marks: said before it begins. */
async function ownerProblems({ stage, release, objects }: Released, cluster: Cluster): Promise<readonly Problem[]> {
  const own = `${release.namespace}/${release.name}`
  const candidates = objects.filter((object) => !isHook(object) && object.kind !== 'CustomResourceDefinition')
  const found = await Promise.all(
    candidates.map(async (object): Promise<readonly Problem[]> => {
      const live = await liveObject(cluster, refOf(object))
      const owner = live === undefined ? own : releaseOf(live)
      if (owner === own) return []
      const what = `${object.kind} "${object.metadata.name}"`
      const isOurs = live?.metadata.labels?.['bodywork.dev/pipeline'] !== undefined
      const who =
        owner === undefined
          ? isOurs
            ? 'an earlier deployment without release: true'
            : 'somebody else'
          : `the release "${owner}"`
      return [
        {
          severity: 'error',
          code: 'helm/not-its-own',
          message: `${what} of stage "${stage.name}" is there already and belongs to ${who}: helm would not take it over`,
          hint: isOurs
            ? 'Deploy once without this stage, which removes its objects, then with it; or leave release: true out.'
            : 'Rename it, or remove what is there.',
          place: stage.place,
          path: `stages.${stage.name}.helm.release`,
        },
      ]
    }),
  )
  return found.flat().slice(0, mostTold)
}

/** A chart may have a hundred objects, which all say the same. */
const mostTold = 3

/** What helm installed for this pipeline cannot become ours: uninstalling the release would take it away again. */
async function takenProblems(
  { plan, world, releases }: Engine,
  earlier: readonly RunRecord[],
): Promise<readonly Problem[]> {
  const known = new Map(
    earlier.flatMap((record) => (record.releases ?? []).map((one) => [`${one.namespace}/${one.name}`, one] as const)),
  )
  if (known.size === 0) return []
  const applied = plan.stages.filter(({ release }) => release === undefined)
  const taken = applied.flatMap(({ stage, objects }) => {
    const found = objects.flatMap((object) => takenBy(object, world, known) ?? [])
    const [first] = found
    return first === undefined ? [] : [{ stage, ...first }]
  })
  const problems = await Promise.all(
    taken.map(async ({ stage, object, release }): Promise<readonly Problem[]> => {
      if (releases !== undefined && !isInstalled(await releases.history(release))) return []
      return [
        {
          severity: 'error',
          code: 'helm/of-a-release',
          message: `${object.kind} "${object.metadata.name}" of stage "${stage.name}" belongs to the release "${release.name}", which helm installed for this pipeline`,
          hint: 'Keep release: true; or deploy once without this stage, which uninstalls the release, then with it.',
          place: stage.place,
          path: `stages.${stage.name}`,
        },
      ]
    }),
  )
  return problems.flat()
}

function takenBy(
  object: PlannedStage['objects'][number],
  world: LiveWorld,
  known: ReadonlyMap<string, RecordedRelease>,
): { readonly object: typeof object; readonly release: RecordedRelease } | undefined {
  const live = world.find(refOf(object))
  const release = live === undefined ? undefined : known.get(releaseOf(live) ?? '')
  return release === undefined ? undefined : { object, release }
}
