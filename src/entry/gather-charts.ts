import { posix } from 'node:path'
import { activeStages, type HelmStage, type Json, type Pipeline } from '../model/pipeline.ts'
import { substituted } from '../model/placeholders.ts'
import type { Problem } from '../model/problem.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { ChartSource } from '../plan/plan.ts'
import type { HelmChart } from '../source/helm.ts'
import type { MatchedFile, Source } from '../source/read-source.ts'
import { type Gathered, outputsBefore, textsFor } from './gather-manifests.ts'

/** The globs of everything that charts are made of. */
export function chartGlobs(pipeline: Pipeline): readonly string[] {
  return helmStages(pipeline).flatMap((stage) => [...filesOfChart(stage), ...stage.values])
}

/** What was rendered, and the charts that helm itself installs. */
export interface GatheredCharts extends Gathered {
  readonly charts: Readonly<Record<string, ChartSource>>
}

/** Renders every chart of the pipeline by helm. */
export async function gatherCharts(pipeline: Pipeline, source: Source): Promise<GatheredCharts> {
  const problems: Problem[] = []
  const objects: [string, readonly KubeObject[]][] = []
  const charts: [string, ChartSource][] = []
  for (const stage of helmStages(pipeline)) {
    const chart = chartOf(pipeline, stage, source, problems)
    if (chart === undefined) continue
    objects.push([stage.name, await rendered(pipeline, stage, chart, problems)])
    if (stage.byHelm === true) charts.push([stage.name, packed(chart)])
  }
  return { objects: Object.fromEntries(objects), problems, charts: Object.fromEntries(charts) }
}

/** The chart itself, for helm to install when its turn comes. */
function packed({ chart, version, files, values, set }: HelmChart): ChartSource {
  const all = new Map([...files, ...values].map(({ path, content }) => [path, content.toString('base64')]))
  return {
    chart,
    ...(version === undefined ? {} : { version }),
    ...(files.length === 0 ? { isFetched: true as const } : {}),
    files: [...all].map(([path, base64]) => ({ path, base64 })),
    values: values.map(({ path }) => path),
    set,
  }
}

function helmStages(pipeline: Pipeline): readonly HelmStage[] {
  return activeStages(pipeline).filter((stage) => stage.kind === 'helm')
}

/** A chart in the repository is a path; `oci://…`, `https://…` and `REPOSITORY/NAME` are fetched by helm. */
function isFetched({ chart }: HelmStage): boolean {
  return /^[a-z]+:\/\//.test(chart) || /^[^./][^/]*\/[^/]+$/.test(chart)
}

function filesOfChart(stage: HelmStage): readonly string[] {
  const path = stage.chart.replace(/\/+$/, '')
  return path.startsWith('oci:') || /^https?:/.test(path) ? [] : [path, `${path}/**`]
}

function chartOf(pipeline: Pipeline, stage: HelmStage, source: Source, problems: Problem[]): HelmChart | undefined {
  const missing = (what: string, path: string, key: string): void => {
    problems.push({
      severity: 'error',
      code: 'helm/no-file',
      message: `the ${what} "${path}" of stage "${stage.name}" is not in the commit`,
      hint: 'Is it committed? Paths are read from the folder of the configuration.',
      place: pipeline.places[`stages.${stage.name}.helm.${key}`] ?? stage.place,
      path: `stages.${stage.name}.helm.${key}`,
    })
  }
  const files = filesOfChart(stage).flatMap((glob) => source.matched[glob] ?? [])
  const before = problems.length
  if (files.length === 0 && !isFetched(stage)) missing('chart', stage.chart, 'chart')
  const values = stage.values.flatMap((path, index): readonly MatchedFile[] => {
    const found = source.matched[path] ?? []
    if (found.length === 0) missing('file of values', path, `values[${index}]`)
    return found
  })
  if (problems.length > before) return undefined
  const texts = textsFor(pipeline, stage, source)
  return {
    stage: stage.name,
    release: stage.release,
    namespace: pipeline.namespace,
    chart: files.length > 0 ? posix.join(source.folder, stage.chart) : stage.chart,
    ...(stage.version === undefined ? {} : { version: stage.version }),
    files,
    values,
    set: Object.fromEntries(Object.entries(stage.set).map(([key, value]) => [key, filled(value, texts)])),
  }
}

function filled(value: Json, texts: Readonly<Record<string, string>>): Json {
  if (typeof value === 'string') return substituted(value, (name) => texts[name])
  if (Array.isArray(value)) return value.map((item) => filled(item, texts))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, texts)]))
}

async function rendered(
  pipeline: Pipeline,
  stage: HelmStage,
  chart: HelmChart,
  problems: Problem[],
): Promise<readonly KubeObject[]> {
  const [{ helmTemplate }, { readManifests }] = await Promise.all([
    import('../source/helm.ts'),
    import('../config/manifest-source.ts'),
  ])
  const place = pipeline.places[`stages.${stage.name}.helm`] ?? stage.place
  const placed = (problem: Problem): Problem => ({ ...problem, place, path: `stages.${stage.name}.helm` })
  const text = await helmTemplate(chart)
  problems.push(...text.problems.map(placed))
  if (!text.ok) return []
  const outputs = outputsBefore(pipeline, stage)
  const manifests = readManifests(stage.chart, text.value, { values: {}, texts: {}, outputs })
  // What the templates of a chart look like is no matter of the one who uses it.
  problems.push(...manifests.problems.filter(({ severity }) => severity === 'error').map(placed))
  return manifests.ok ? manifests.value.map(({ object }): KubeObject => object) : []
}
