import { isPodStage, type Pipeline } from '../model/pipeline.ts'

/** What containers need besides the image: files that lie next to one another, and their texts. */
export type Programs = Readonly<Record<string, string>>

/** Files of `container/`. */
export const programNames = [
  'archive.py',
  'artifacts.py',
  'bootstrap.py',
  'buckets.py',
  'notebooks.py',
  'place.py',
  'requirements.py',
] as const

/** Those that the stages of this pipeline may come to need. */
export function programsFor({ stages }: Pipeline, programs: Programs = {}): Programs {
  const isSpared: Readonly<Record<string, boolean>> = {
    'buckets.py': !stages.some((stage) => stage.kind === 'batch' && stage.artifacts?.bucket !== undefined),
    'notebooks.py': !stages.some((stage) => isPodStage(stage) && stage.program.kind === 'notebook'),
  }
  return Object.fromEntries(Object.entries(programs).filter(([name]) => isSpared[name] !== true))
}
