import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { keptLog } from './kept-log.ts'
import { mustGo } from './left-behind.ts'

/** The kubeconfig of a real Kubernetes; without one these suites have nothing to run on. */
export const kubeconfig = process.env['KUBECONFIG']

/** Image with Python that the test cluster has. */
export const pythonImage = process.env['BODYWORK_TEST_IMAGE'] ?? 'registry.local/python:3.11'

/** The program under test: the built one, or its sources while they are worked on. */
const program = process.env['BODYWORK_TEST_PROGRAM'] ?? join(process.cwd(), 'dist/index.js')

/** What a finished command printed. */
export interface Finished {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A repository of its own with a pipeline in a namespace of its own, on the real Kubernetes. */
export interface Project {
  readonly folder: string
  readonly namespace: string
  /** Writes files and commits them. */
  commit(files: Readonly<Record<string, string>>): void
  file(path: string): string
  /** Runs the built program in the repository. */
  bodywork(...words: readonly string[]): Finished
  kubectl(...words: readonly string[]): string
  /** Deletes the namespace and the folder. */
  remove(): void
}

/** A project for one test file. */
export function project(name: string): Project {
  const namespace = `e2e-${name}-${randomBytes(3).toString('hex')}`
  mustGo(`namespace/${namespace}`)
  const folder = mkdtempSync(join(tmpdir(), `bodywork-${name}-`))
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', ...words], {
      cwd: folder,
      stdio: 'pipe',
    })
  git('init', '-q', '-b', 'main')
  const kubectl = (...words: readonly string[]) =>
    execFileSync('kubectl', [...words], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  return {
    folder,
    namespace,
    commit: (files) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', 'change')
    },
    file: (path) => readFileSync(join(folder, path), 'utf8'),
    bodywork: (...words) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 256 * 1024 * 1024,
        env: { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: kubeconfig },
      })
      const end = { status, stdout, stderr }
      if (words[0] === 'deploy') keptLog(words.includes('--local') ? 'local' : 'kubernetes', name, end)
      return end
    },
    kubectl: (...words) => kubectl('--namespace', namespace, ...words),
    remove: () => {
      spawnSync('kubectl', ['delete', 'namespace', namespace, '--wait=false', '--ignore-not-found'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A configuration of `train >> serve` in that namespace. */
export function trainAndServe(
  namespace: string,
  over: { readonly serve?: string; readonly train?: string; readonly stages?: string } = {},
): string {
  return `version: "2.0"
pipeline:
  name: iris
  namespace: ${namespace}
  image: ${pythonImage}
  DAG: train >> serve
stages:
  train:
    run: train.py
    resources: {cpu: 50m, memory: 64Mi}
    outputs: [accuracy]
${over.train ?? '    batch: {timeout: 2m, retries: 0}'}
  serve:
    run: serve.py
    resources: {cpu: 50m, memory: 64Mi}
${over.serve ?? '    service: {port: 8000, replicas: 2, startup_timeout: 60s, health: {path: /healthz}}'}
${over.stages ?? ''}`
}

/** A training program that writes one output. */
export const trainProgram = `import os
print("training")
with open(os.environ["BODYWORK_OUTPUT"], "a") as out:
    out.write("accuracy=0.97\\n")
`

/** A service that answers with its version. */
export function serveProgram(version: string): string {
  return `from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"${version}\\n")

    def log_message(self, *args):
        pass

ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
`
}
