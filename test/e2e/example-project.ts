import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Project, project, pythonImage } from './cluster.ts'

/** A project with an example's files at the root of its repository, and an image that the cluster has. */
export function exampleProject(example: string): Project {
  const one = project(`ex-${example}`)
  const folder = join(import.meta.dirname, '../../examples', example)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    .map((entry) => join(entry.parentPath, entry.name))
  one.commit(
    Object.fromEntries(
      files.map((file) => [
        file.slice(folder.length + 1),
        readFileSync(file, 'utf8').replaceAll('python:3.12-slim', pythonImage),
      ]),
    ),
  )
  return one
}
