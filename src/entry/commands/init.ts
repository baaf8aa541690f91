import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { type ProjectFile, starterConfig } from '../../config/starter.ts'
import { problemLines } from '../../report/problem-text.ts'
import type { Command, Io } from '../command.ts'
import { fileLooker } from '../config-files.ts'
import { exitCodes } from '../exit-codes.ts'

const mostFiles = 5000
const deepest = 5
const skipped = new Set(['node_modules', '__pycache__', 'venv', 'env', 'site-packages', 'dist', 'build'])

/** `bodywork init`: a first configuration from what is in this folder; asks nothing. */
export const initCommand: Command = {
  name: 'init',
  summary: 'write a first configuration by looking at this folder',
  description: 'Looks at Python modules, notebooks and requirements files. Asks nothing and never overwrites a file.',
  positionals: [{ name: 'FOLDER', summary: 'the project', isRequired: false }],
  options: [{ name: 'print', kind: 'flag', summary: 'print the file instead of writing it' }],
  examples: ['bodywork init', 'bodywork init --print'],
  run: async (input, io) => {
    const folder = resolve(io.cwd, input.positionals[0] ?? '.')
    const starter = starterConfig(basename(folder), await projectFiles(folder))
    if (input.flag('print') === true) {
      io.stdout(starter.text)
      return exitCodes.done
    }
    const look = fileLooker(folder)
    for (const name of ['bodywork.yaml', 'bodywork.yml', 'bodywork.ini'])
      if ((await look(name)) !== 'missing') return refuse(name, io)
    const target = join(folder, 'bodywork.yaml')
    await writeFile(target, starter.text, { flag: 'wx' })
    io.stdout(`wrote ${relative(io.cwd, target) || target} with stages ${starter.stages.join(', ')}\n`)
    io.stdout('next: bodywork validate --check-files\n')
    return exitCodes.done
  },
}

function refuse(name: string, io: Io): number {
  const hint = name.endsWith('.ini') ? 'Rewrite it as 2.0 with "bodywork migrate --write".' : 'Move it away first.'
  const problem = {
    severity: 'error',
    code: 'input/file-exists',
    message: `there is already a configuration: ${name}`,
    hint,
  } as const
  io.stderr(problemLines([problem], { color: false }))
  return exitCodes.wrongInput
}

/** Files of interest, breadth first, in a stable order. */
async function projectFiles(root: string): Promise<readonly ProjectFile[]> {
  const files: ProjectFile[] = []
  let folders: readonly string[] = [root]
  for (let depth = 0; depth < deepest && folders.length > 0 && files.length < mostFiles; depth++) {
    const next: string[] = []
    for (const folder of folders)
      for (const entry of await sortedEntries(folder)) {
        const path = join(folder, entry.name)
        if (entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name)) next.push(path)
        else if (entry.isFile() && files.length < mostFiles) files.push(await projectFile(root, path))
      }
    folders = next
  }
  return files
}

async function sortedEntries(folder: string) {
  try {
    return (await readdir(folder, { withFileTypes: true })).sort((a, b) => a.name.localeCompare(b.name))
  } catch {
    return []
  }
}

async function projectFile(root: string, path: string): Promise<ProjectFile> {
  const name = relative(root, path).replaceAll('\\', '/')
  if (!name.endsWith('.py') && name !== '.python-version') return { path: name }
  try {
    return { path: name, text: (await readFile(path, 'utf8')).slice(0, 200_000) }
  } catch {
    return { path: name }
  }
}
