import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '../model/problem.ts'
import type { KubeObject } from '../plan/objects.ts'
import { objectsAsYaml, valueAsYaml } from './yaml-output.ts'

const mark = '# Written by "bodywork render".\n'
const index = 'kustomization.yaml'

/**
 * Writes each object into a file of its own, and a kustomization that lists them. Files of an earlier rendering are
 * replaced; a folder with anything else in it is refused.
 */
export async function writeObjectFiles(folder: string, objects: readonly KubeObject[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true })
  await clear(folder)
  const names = objects.map((object) => fileNameFor(object))
  for (const [at, object] of objects.entries())
    await writeFile(join(folder, names[at] ?? ''), mark + objectsAsYaml([object]).replace(/^---\n/, ''))
  const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: names }
  await writeFile(join(folder, index), mark + valueAsYaml(kustomization))
  return [...names, index]
}

async function clear(folder: string): Promise<void> {
  const names = await readdir(folder)
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '')
    if (!text.startsWith(mark)) throw foreign(folder, name)
  }
  await Promise.all(names.map((name) => rm(join(folder, name))))
}

function foreign(folder: string, name: string): ProblemError {
  return new ProblemError('user', [
    {
      severity: 'error',
      code: 'input/output-dir',
      message: `${folder} holds "${name}", which was not written by render`,
      hint: 'Name an empty folder, or one of an earlier rendering.',
    },
  ])
}

function fileNameFor(object: KubeObject): string {
  const { namespace, name } = object.metadata
  const where = namespace === undefined ? '' : `${namespace}-`
  return `${object.kind.toLowerCase()}-${where}${name}.yaml`.replace(/[^A-Za-z0-9._-]+/g, '-')
}
