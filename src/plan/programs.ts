import { isPodStage, type Pipeline } from '../model/pipeline.ts'

/** What containers need besides the image: files that lie next to one another, and their texts. */
export type Programs = Readonly<Record<string, string>>

/** Files of `container/`. */
export const programNames = [
  'archive.py',
  'artifacts.py',
  'bootstrap.py',
  'buckets.py',
  'google_key.py',
  'notebooks.py',
  'place.py',
  'requirements.py',
  'stores.py',
] as const

const forBuckets: readonly string[] = ['buckets.py', 'google_key.py', 'stores.py']

/** Those that the stages of this pipeline may come to need. */
export function programsFor({ stages }: Pipeline, programs: Programs = {}): Programs {
  const spared = [
    ...(stages.some((stage) => stage.kind === 'batch' && stage.artifacts?.bucket !== undefined) ? [] : forBuckets),
    ...(stages.some((stage) => isPodStage(stage) && stage.program.kind === 'notebook') ? [] : ['notebooks.py']),
  ]
  return Object.fromEntries(Object.entries(programs).filter(([name]) => !spared.includes(name)))
}
