import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

/** An entry of a tar archive: a file unless its kind says otherwise. */
export interface TarEntry {
  readonly name: string
  readonly text?: string
  readonly kind?: 'file' | 'link' | 'hard-link' | 'device' | 'folder'
  readonly target?: string
  readonly mode?: number
}

const flags = { file: '0', 'hard-link': '1', link: '2', device: '3', folder: '5' } as const

function header(entry: TarEntry, size: number): Buffer {
  const block = Buffer.alloc(512)
  block.write(entry.name, 0)
  block.write((entry.mode ?? 0o644).toString(8).padStart(7, '0'), 100)
  block.write('0000000', 108)
  block.write('0000000', 116)
  block.write(size.toString(8).padStart(11, '0'), 124)
  block.write('00000000000', 136)
  block.write('        ', 148)
  block.write(flags[entry.kind ?? 'file'], 156)
  block.write(entry.target ?? '', 157)
  block.write('ustar\x0000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/** A tar.gz with whatever is asked for, hostile names too. */
export function tarGz(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap((entry) => {
    const content = Buffer.from(entry.text ?? '')
    return [header(entry, content.length), content, Buffer.alloc((512 - (content.length % 512)) % 512)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

/** How a bootstrap ended. */
export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** What it left in the termination message. */
  readonly message: { readonly outputs: Record<string, string>; readonly error: string } | undefined
}

/** A folder that stands for /bodywork of one container, and ways to run the bootstrap in it. */
export interface Container {
  readonly root: string
  readonly env: Record<string, string>
  start(mode: 'setup' | 'run', env?: Record<string, string>): { child: ChildProcess; ended: Promise<Ended> }
  run(mode: 'setup' | 'run', env?: Record<string, string>): Promise<Ended>
}

// What is called python3 may be a script that looks for the interpreter, at three times the cost of each start.
let interpreter: string | undefined

function pythonHere(): string {
  interpreter ??= execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim()
  return interpreter
}

/** A container with that source mounted in so many pieces. */
export function containerOf(entries: readonly TarEntry[], { pieces = 1, python = pythonHere() } = {}): Container {
  const root = mkdtempSync(join(tmpdir(), 'bodywork-'))
  const archive = tarGz(entries)
  const size = Math.ceil(archive.length / pieces)
  for (let index = 0; index < pieces; index++) {
    const path = join(root, 'source', String(index), 'piece')
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, archive.subarray(index * size, (index + 1) * size))
  }
  const env = {
    BODYWORK_ROOT: root,
    BODYWORK_SOURCE_SHA256: createHash('sha256').update(archive).digest('hex'),
    BODYWORK_SOURCE_PIECES: String(pieces),
    BODYWORK_TERMINATION_LOG: join(root, 'termination-log'),
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
  }
  const container: Container = {
    root,
    env,
    start(mode, more = {}) {
      const child = spawn(python, [resolve('container/bootstrap.py'), mode], { env: { ...env, ...more } })
      return { child, ended: ending(child, env.BODYWORK_TERMINATION_LOG) }
    },
    run: (mode, more = {}) => container.start(mode, more).ended,
  }
  return container
}

async function ending(child: ChildProcess, message: string): Promise<Ended> {
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString('latin1')
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString('latin1')
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, out, err, message: existsSync(message) ? JSON.parse(readFileSync(message, 'utf8')) : undefined }
}
