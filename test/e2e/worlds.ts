import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { kubeconfig, pythonImage } from './cluster.ts'
import { mustGo } from './left-behind.ts'
import { hasKubectl } from './local-kubectl.ts'

/** What a command line did. */
export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A cluster, and a shell in which `bodywork` and `kubectl` speak to it. */
export interface World {
  /** An image with Python that it has. */
  readonly python: string
  /** An image with this program that it has; undefined when schedules cannot run there. */
  readonly controller: string | undefined
  /** An address of this machine that its pods reach. */
  readonly host: string
  /** Folder of everything the world makes on this machine. */
  readonly home: string
  /** Runs a line of shell as somebody would type it. */
  shell(line: string, how?: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> }): Promise<Ended>
  /** Creates an object as an earlier release's client wrote it. */
  create(object: object, manager?: string): void
  stop(): void
}

/** The clusters there are to try: the local one, and a real one where there is a kubeconfig. */
export const worlds: readonly (readonly [name: string, open: () => World])[] = [
  ...(hasKubectl && process.platform === 'linux' ? [['the local cluster', localWorld] as const] : []),
  ...(kubeconfig === undefined ? [] : [['a real Kubernetes', () => realWorld(kubeconfig)] as const]),
]

/** A name that no other run has; a namespace of that name is taken away after the run. */
export function ownName(base: string): string {
  const name = `e2e-${base}-${randomBytes(3).toString('hex')}`
  mustGo(`namespace/${name}`)
  return name
}

const program = process.env['BODYWORK_TEST_PROGRAM'] ?? join(process.cwd(), 'dist/index.js')

function localWorld(): World {
  const home = mkdtempSync(join(tmpdir(), 'world-'))
  const up = spawnSync(process.execPath, [program, 'local', 'up'], { env: basicEnv(home), encoding: 'utf8' })
  if (up.status !== 0) throw new Error(up.stderr)
  const world = worldIn(home, {
    kubeconfig: join(home, '.cache/bodywork/local/kubeconfig'),
    python: 'python:3.11-slim',
    controller: 'ghcr.io/bodywork-action/bodywork-action',
    host: '127.0.0.1',
  })
  return {
    ...world,
    stop: () => {
      spawnSync(process.execPath, [program, 'local', 'down'], { env: basicEnv(home) })
      world.stop()
    },
  }
}

function realWorld(at = ''): World {
  const host = process.env['BODYWORK_TEST_HOST'] ?? '10.200.0.254'
  const isReached = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === host))
  return worldIn(mkdtempSync(join(tmpdir(), 'world-')), {
    kubeconfig: at,
    python: pythonImage,
    controller: isReached ? process.env['BODYWORK_TEST_CONTROLLER_IMAGE'] : undefined,
    host: isReached ? host : '127.0.0.1',
  })
}

interface Place {
  readonly kubeconfig: string
  readonly python: string
  readonly controller: string | undefined
  readonly host: string
}

function worldIn(home: string, { kubeconfig: at, ...place }: Place): World {
  const bin = join(home, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'bodywork'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  chmodSync(join(bin, 'bodywork'), 0o755)
  const env = {
    ...basicEnv(home),
    PATH: `${bin}:${process.env['PATH']}`,
    KUBECONFIG: at,
    ...(place.controller === undefined ? {} : { BODYWORK_CONTROLLER_IMAGE: place.controller }),
  }
  return {
    ...place,
    home,
    shell: (line, { cwd = home, env: more = {} } = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn('sh', ['-c', line], { cwd, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
        const text = { stdout: '', stderr: '' }
        const hear = (stream: 'stdout' | 'stderr', chunk: Buffer): void => {
          text[stream] += chunk
        }
        child.stdout.on('data', (chunk: Buffer) => hear('stdout', chunk))
        child.stderr.on('data', (chunk: Buffer) => hear('stderr', chunk))
        child.once('error', reject)
        child.once('close', (status) => resolve({ status, ...text }))
      }),
    create: (object, manager = 'OpenAPI-Generator') => {
      const words = ['create', '--save-config=false', `--field-manager=${manager}`, '-f', '-']
      execFileSync('kubectl', words, { env, input: JSON.stringify(object), stdio: ['pipe', 'pipe', 'pipe'] })
    },
    stop: () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }),
  }
}

function basicEnv(home: string): Record<string, string | undefined> {
  return { PATH: process.env['PATH'], HOME: home, TMPDIR: process.env['TMPDIR'] }
}

/** A repository below the world's home, on the branch that older articles name. */
export function repository(world: World, name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(world.home, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', '-C', folder, ...words])
  git('init', '-q', '-b', 'master')
  git('add', '-A')
  git('commit', '-q', '-m', 'change')
  return folder
}
