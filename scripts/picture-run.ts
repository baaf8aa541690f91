import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunReport } from '../src/report/run-report.ts'

/** What a real run printed to a terminal, and its report. */
export interface PictureRun {
  readonly lines: readonly string[]
  readonly report: RunReport
}

/** The cluster of the run: that of KUBECONFIG, whose nodes have the image PICTURE_IMAGE, or a local one. */
interface Place {
  readonly words: readonly string[]
  readonly image?: string
  readonly local: string
}

const program = join(import.meta.dirname, '../src/main.ts')
const namespace = 'digits'

/** Deploys scripts/picture-project, then a version whose service cannot start: the second run is the one to show. */
export function failedRun(): PictureRun {
  const folder = mkdtempSync(join(tmpdir(), 'bodywork-picture-'))
  const place = placeOf(join(folder, 'local'))
  const project = join(folder, 'project')
  try {
    cpSync(join(import.meta.dirname, 'picture-project'), project, { recursive: true })
    if (place.image !== undefined) change(project, 'bodywork.yaml', 'python:3.12-slim', place.image)
    commit(project, 'Choose between two models')
    if (place.words.length > 0) bodywork(place, project, ['local', 'up', '--folder', place.local], [0])
    bodywork(place, project, deployWords(place, 'first'), [0])
    change(project, 'serve.py', 'import os\n', 'import os\nimport joblib\n')
    commit(project, 'Load the model with joblib')
    const printed = bodywork(place, project, deployWords(place, 'second'), [1])
    const report: RunReport = JSON.parse(readFileSync(join(project, 'second/report.json'), 'utf8'))
    return { lines: printed.trimEnd().split('\n'), report }
  } finally {
    if (place.words.length > 0) bodywork(place, folder, ['local', 'down', '--folder', place.local], [0, 1])
    else bodywork(place, folder, ['delete', 'deployment', 'digits', '--namespace', namespace, '--yes'], [0, 1, 2])
    rmSync(folder, { recursive: true, force: true })
  }
}

function placeOf(local: string): Place {
  const image = process.env['PICTURE_IMAGE']
  return image === undefined ? { words: ['--local'], local } : { words: [], image, local }
}

function deployWords(place: Place, reports: string): readonly string[] {
  return ['deploy', ...place.words, '--report-dir', reports]
}

function bodywork(place: Place, cwd: string, words: readonly string[], codes: readonly number[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, FORCE_COLOR: '1', BODYWORK_LOCAL: place.local },
  })
  if (status === null || !codes.includes(status))
    throw new Error(`bodywork ${words.join(' ')} ended with ${status}\n${stdout}\n${stderr}`)
  return stdout
}

function change(project: string, file: string, from: string, to: string): void {
  const path = join(project, file)
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
}

function commit(project: string, message: string): void {
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.com', ...words], { cwd: project })
  if (!existsSync(join(project, '.git'))) git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', message)
}
