import type { Result } from '../model/problem.ts'
import { simpleYaml } from './simple-yaml.ts'
import type { Tree } from './tree.ts'

/** YAML text as a tree with places, or every reason why it is none. The library is loaded only for what needs it. */
export async function readYaml(file: string, text: string): Promise<Result<Tree>> {
  return simpleYaml(file, text) ?? (await import('./yaml-source.ts')).yamlTree(file, text)
}
