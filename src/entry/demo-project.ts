import { access, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ProblemError } from '../model/problem.ts'
import { gitOutput } from '../source/git.ts'
import { programFolder } from './program-folder.ts'

/** A repository of its own with the pipeline that the demo deploys. */
export interface DemoProject {
  readonly folder: string
  /** Makes the service need a package that nobody installed, and commits that. */
  breakService(): Promise<void>
  remove(): Promise<void>
}

/** Copies the example beside this program into a new repository. */
export async function demoProject(example: string): Promise<DemoProject> {
  const folder = await mkdtemp(join(tmpdir(), 'bodywork-demo-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    await cp(example, folder, { recursive: true })
    await gitOutput(folder, ['init', '-q', '-b', 'main'])
    await commit(folder, 'A classifier of flowers')
  } catch (error) {
    await remove()
    throw error
  }
  return {
    folder,
    breakService: async () => {
      const file = join(folder, 'serve.py')
      await writeFile(file, `import package_nobody_installed\n${await readFile(file, 'utf8')}`)
      await commit(folder, 'Load the model in another way')
    },
    remove,
  }
}

async function commit(folder: string, message: string): Promise<void> {
  const author = ['-c', 'user.name=demo', '-c', 'user.email=demo@example.com', '-c', 'commit.gpgsign=false']
  await gitOutput(folder, ['add', '-A'])
  await gitOutput(folder, [...author, 'commit', '-q', '-m', message])
}

/** Where the example lies: next to the sources, or next to the bundle. */
export async function exampleFolder(): Promise<string> {
  for (const up of ['..', '../..']) {
    const folder = join(programFolder, up, 'examples/train-and-serve')
    if (await access(folder).then(isThere, isNotThere)) return folder
  }
  throw new ProblemError('user', [
    {
      severity: 'error',
      code: 'input/incomplete',
      message: 'this installation is incomplete: examples/train-and-serve is missing',
      hint: 'Install bodywork again.',
    },
  ])
}

const isThere = (): boolean => true
const isNotThere = (): boolean => false
