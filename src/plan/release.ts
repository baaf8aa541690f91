import type { HelmStage } from '../model/pipeline.ts'
import type { Problem } from '../model/problem.ts'
import { type PlanContext, stageProblem } from './context.ts'
import { isHook } from './helm-hooks.ts'
import { isMap, type KubeObject } from './objects.ts'
import type { ChartSource, PlannedRelease } from './plan.ts'

/** The release of a stage that is left to helm. */
export function releaseFor(context: PlanContext, stage: HelmStage): PlannedRelease | undefined {
  const from = context.facts.charts?.[stage.name]
  if (stage.byHelm !== true || from === undefined) return undefined
  const { release: name, timeoutSeconds } = stage
  return { name, namespace: context.pipeline.namespace, timeoutSeconds, from }
}

/** An object as helm will install it: with the marks by which helm knows its own. */
export function asReleased(object: KubeObject, release: string, namespace: string): KubeObject {
  if (isHook(object) || object.kind === 'CustomResourceDefinition') return object
  const { metadata } = object
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: {
        ...metadata.annotations,
        'meta.helm.sh/release-name': release,
        'meta.helm.sh/release-namespace': namespace,
      },
    },
  }
}

/** The release that a live object belongs to, as `NAMESPACE/NAME`. */
export function releaseOf({ metadata: { annotations } }: KubeObject): string | undefined {
  const name = annotations?.['meta.helm.sh/release-name']
  return name === undefined ? undefined : `${annotations?.['meta.helm.sh/release-namespace'] ?? ''}/${name}`
}

/** Releases that helm would refuse, or that two stages would take from each other. */
export function releaseProblems(context: PlanContext, stages: readonly HelmStage[]): readonly Problem[] {
  const owners = new Map<string, string>()
  return stages
    .filter(({ byHelm }) => byHelm === true)
    .flatMap((stage): readonly Problem[] => {
      const { release } = stage
      const owner = owners.get(release)
      owners.set(release, stage.name)
      const problem = (code: string, message: string, hint: string): Problem =>
        stageProblem(context, stage, { code, message, hint, key: 'helm.name' })
      if (owner !== undefined)
        return [
          problem(
            'plan/two-owners',
            `the release "${release}" belongs to stage "${owner}" and to stage "${stage.name}"; it can have one owner only`,
            'Give one of them another helm.name.',
          ),
        ]
      if (/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(release) && release.length <= 53) return []
      return [
        problem(
          'plan/release-name',
          `"${release}" cannot be the name of a release: helm takes small letters, digits, "-" and ".", and at most 53 of them`,
          'Give it a name of its own in helm.name.',
        ),
      ]
    })
}

/** True for the release of a chart, false for one that is brought back. */
export function isChart(from: PlannedRelease['from']): from is ChartSource {
  return isMap(from) && 'chart' in from
}
