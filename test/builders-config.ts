import type { FileRead, ReadFile } from '../src/config/file-text.ts'
import { type Inspection, inspectPipeline, type LoadOptions } from '../src/config/load.ts'

/** Files in memory; every other path is missing. */
export function filesOf(files: Readonly<Record<string, string | Uint8Array>>): ReadFile {
  return (path) => {
    const content = files[path]
    const read: FileRead =
      content === undefined
        ? { kind: 'missing' }
        : { kind: 'content', bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content }
    return Promise.resolve(read)
  }
}

/** What is found in one YAML text. */
export function inspected(yaml: string, over: Partial<LoadOptions> = {}): Promise<Inspection> {
  return inspectPipeline({ file: 'bodywork.yaml', readFile: filesOf({ 'bodywork.yaml': yaml }), ...over })
}

/** Code and place of every problem: `config/cycle 4:5`. */
export function found({ problems }: Pick<Inspection, 'problems'>): readonly string[] {
  return problems.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`)
}

/** A 2.0 file around those stages. */
export function modern(stages: string, pipeline = ''): string {
  return `version: "2.0"\npipeline:\n  name: p\n  image: python:3.12\n${pipeline}stages:\n${stages}`
}
