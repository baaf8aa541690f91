import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'

/** The built program; BODYWORK_BENCH_PROGRAM names another. */
export const program = process.env['BODYWORK_BENCH_PROGRAM'] ?? join(process.cwd(), 'dist/index.js')

/** A program that lies beside the benchmarks, compiled or not as they are. */
export function beside(name: string): string {
  return join(import.meta.dirname, `${name}${extname(import.meta.filename)}`)
}

/** Image with Python that the cluster has. */
export const image = process.env['BODYWORK_TEST_IMAGE'] ?? 'registry.local/python:3.11'

/** A folder with a committed pipeline, and a namespace that is deleted afterwards. */
export async function withProject<T>(
  name: string,
  files: (namespace: string) => Readonly<Record<string, string>>,
  work: (at: { readonly folder: string; readonly namespace: string }) => Promise<T>,
): Promise<T> {
  const namespace = `bench-${name}-${randomBytes(3).toString('hex')}`
  const folder = mkdtempSync(join(tmpdir(), `bench-${name}-`))
  const git = (...words: readonly string[]) => execFileSync('git', [...words], { cwd: folder, stdio: 'pipe' })
  for (const [path, text] of Object.entries(files(namespace))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('-c', 'user.name=bench', '-c', 'user.email=bench@example.com', 'commit', '-q', '-m', 'bench')
  try {
    return await work({ folder, namespace })
  } finally {
    if (process.env['KUBECONFIG'] !== undefined)
      execFileSync('kubectl', ['delete', 'namespace', namespace, '--wait=false', '--ignore-not-found'], {
        stdio: 'pipe',
      })
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A finished command: its output, its exit code and how long it took. */
export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly ms: number
}

/** Runs a command to its end while this process goes on. */
export function ran(
  command: string,
  words: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...words], { ...options, stdio: ['ignore', 'pipe', 'ignore'] })
    let stdout = ''
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk)
    })
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, stdout, ms: performance.now() - start }))
  })
}
