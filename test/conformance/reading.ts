import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the original said of one text. */
export interface Verdict {
  readonly valid: boolean
  readonly steps?: readonly (readonly string[])[]
  readonly blames?: readonly string[]
  readonly reference_crashes?: boolean
}

/** One text and its verdicts. */
export interface Case {
  readonly name: string
  readonly yaml: string
  readonly verdict_1_1: { readonly text_only: Verdict; readonly with_files: Verdict }
  readonly verdict_1_0: { readonly text_only: Verdict; readonly with_files: Verdict }
}

/** All cases, each for one generation. */
export function conformanceCases(): readonly {
  readonly name: string
  readonly generation: '1.0' | '1.1'
  readonly text: string
  readonly textOnly: Verdict
  readonly withFiles: Verdict
}[] {
  const { cases }: { readonly cases: readonly Case[] } = JSON.parse(
    readFileSync(join(import.meta.dirname, 'yaml-cases.json'), 'utf8'),
  )
  return cases.flatMap(({ name, yaml, verdict_1_0, verdict_1_1 }) => [
    {
      name,
      generation: '1.1' as const,
      text: yaml,
      textOnly: verdict_1_1.text_only,
      withFiles: verdict_1_1.with_files,
    },
    {
      name,
      generation: '1.0' as const,
      text: yaml.replace(/^version: '1\.1'/m, "version: '1.0'").replace(/^pipeline:/m, 'project:'),
      textOnly: verdict_1_0.text_only,
      withFiles: verdict_1_0.with_files,
    },
  ])
}
