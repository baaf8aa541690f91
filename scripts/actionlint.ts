// Checks every workflow, and every example as if it used the action of this checkout, so that its inputs and outputs
// are checked too. With --install, actionlint is built from its Go module first.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const version = 'v1.7.12'
const cache = join(root, 'node_modules/.cache/actionlint')

/** The program, on PATH or built before; undefined where there is none. */
export function actionlint(): string | undefined {
  const folders = [cache, ...(process.env['PATH'] ?? '').split(delimiter)]
  return folders.map((folder) => join(folder, 'actionlint')).find((path) => existsSync(path))
}

/** What it has to say about all workflows; empty when nothing is wrong. */
export function lintWorkflows(program: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bodywork-actionlint-'))
  try {
    const workflows = join(folder, '.github/workflows')
    mkdirSync(workflows, { recursive: true })
    mkdirSync(join(folder, '.git'))
    cpSync(join(root, 'action.yml'), join(folder, 'action.yml'))
    mkdirSync(join(folder, 'dist'))
    writeFileSync(join(folder, 'dist/index.js'), '')
    for (const from of ['.github/workflows', 'examples/workflows'])
      for (const name of readdirSync(join(root, from)).filter((file) => file.endsWith('.yml')))
        writeFileSync(
          join(workflows, `${from.split('/')[0]?.replace('.', '')}-${name}`),
          readFileSync(join(root, from, name), 'utf8').replace(/bodywork-action\/bodywork-action@v\d+/g, './'),
        )
    const { stdout, stderr } = spawnSync(program, ['-no-color', '-oneline'], { cwd: folder, encoding: 'utf8' })
    return `${stdout}${stderr}`.trim()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  if (process.argv.includes('--install') && actionlint() === undefined)
    execFileSync('go', ['install', `github.com/rhysd/actionlint/cmd/actionlint@${version}`], {
      env: { ...process.env, GOBIN: cache },
      stdio: 'inherit',
    })
  const program = actionlint()
  if (program === undefined) throw new Error('actionlint is missing; --install builds it with Go')
  const found = lintWorkflows(program)
  console.log(found === '' ? 'all workflows are clean' : found)
  process.exitCode = found === '' ? 0 : 1
}
