import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { at, numberAt } from '../src/local/api/json.ts'
import type { Measured } from './measured.ts'
import { beside, program, ran } from './program.ts'

const IDLE_MS = 10_000
// Without them Node.js lets half a gigabyte of garbage pile up before it looks, as long as the machine has memory.
const HELD_TIGHT = ['--max-old-space-size=300', '--max-semi-space-size=4']

/** L: the local cluster. Each part runs in a process of its own, so that memory is that of the part alone. */
export async function local(): Promise<readonly Measured[]> {
  const api = await script('local-api')
  const jobs = await script('local-jobs', ...HELD_TIGHT)
  const bench = 'L'
  return [
    {
      bench,
      what: 'in process: start to the first answer',
      value: numberOf(api, 'startToFirstAnswerMs'),
      unit: 'ms',
      target: { of: 'value', atMost: 100 },
    },
    {
      bench,
      what: 'writes over loopback',
      value: numberOf(api, 'writesPerSecond'),
      unit: '/s',
      against: { what: 'a server that only parses', value: numberOf(api, 'floorPerSecond') },
      target: { of: 'value', atLeast: 1000 },
    },
    {
      bench,
      what: 'the same, per second of processor time of client and server',
      value: numberOf(api, 'writesPerCpuSecond'),
      unit: '/s',
    },
    {
      bench,
      what: 'list of 5,000 objects, slowest of 5',
      value: numberOf(api, 'slowestListMs'),
      unit: 'ms',
      target: { of: 'value', atMost: 150 },
    },
    {
      bench,
      what: '10,000 simulated pods, a Job each',
      value: numberOf(jobs, 'realSeconds'),
      unit: 's',
      target: { of: 'value', atMost: 60 },
    },
    { bench, what: 'the same: processor time', value: numberOf(jobs, 'cpuSeconds'), unit: 's' },
    {
      bench,
      what: 'the same: most memory',
      value: numberOf(jobs, 'peakMb'),
      unit: 'MB',
      target: { of: 'value', atMost: 400 },
    },
    ...(await upAndIdle()),
  ]
}

async function script(name: string, ...flags: readonly string[]): Promise<unknown> {
  const { stdout, status } = await ran(process.execPath, [...flags, beside(name)])
  if (status !== 0) throw new Error(`${name} failed`)
  return JSON.parse(stdout)
}

function numberOf(found: unknown, name: string): number {
  return numberAt(found, name) ?? Number.NaN
}

/** The program as people start it: until it answers, and what it costs while nothing happens. */
async function upAndIdle(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-local-'))
  const nothing = (await ran(process.execPath, ['-e', '0'])).ms
  const begun = performance.now()
  const child = spawn(process.execPath, [program, 'local', 'serve'], {
    stdio: 'ignore',
    env: { ...process.env, BODYWORK_LOCAL: folder },
  })
  try {
    const server = await readable(join(folder, 'server.json'))
    await fetch(`${String(at(server, 'url'))}/version`)
    const answered = performance.now() - begun
    const before = ticksOf(child.pid ?? 0)
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
    const used = ((ticksOf(child.pid ?? 0) - before) * 10) / IDLE_MS
    const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
    return [
      {
        bench: 'L',
        what: 'local serve: start to the first answer',
        value: answered,
        unit: 'ms',
        against: { what: 'node -e 0', value: nothing },
      },
      { bench: 'L', what: 'idle: processor', value: used * 100, unit: '%', target: { of: 'value', atMost: 2 } },
      { bench: 'L', what: 'idle: memory', value: Number(memory) / 1024, unit: 'MB' },
    ]
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Processor time of a process in hundredths of a second; on Linux only. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11]) + Number(fields[12])
}

async function readable(path: string): Promise<unknown> {
  for (const until = Date.now() + 30_000; Date.now() < until; )
    try {
      return JSON.parse(readFileSync(path, 'utf8'))
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  throw new Error(`${path} did not appear`)
}
