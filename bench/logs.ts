import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { lineDelay } from './line-delay.ts'
import type { Measured } from './measured.ts'
import { beside, image, ran } from './program.ts'

const lines = 1_000_000
const cutEvery = 50_000

/** B3: a million log lines from a simulated node whose stream is cut again and again, and from a real one. */
export async function logs(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-logs-'))
  try {
    const simulated = await fromSimulatedNode(join(folder, 'simulated'))
    if (process.env['KUBECONFIG'] === undefined) return simulated
    return [...simulated, ...(await fromRealNode(join(folder, 'real'))), ...(await lineDelay())]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fromSimulatedNode(file: string): Promise<readonly Measured[]> {
  const whole = await withServer(lines * 10, async (port) => {
    const ours = await read(`http://127.0.0.1:${port}`, 'n', 'p', 'c', file)
    const peer = await ran('curl', ['-s', '-o', '/dev/null', `http://127.0.0.1:${port}/log`])
    return { ours, peer: peer.ms }
  })
  const cut = await withServer(cutEvery, (port) => read(`http://127.0.0.1:${port}`, 'n', 'p', 'c', file))
  const { lost, repeated } = await checked(file, (number) => `line ${String(number).padStart(8, '0')} `)
  return [
    {
      bench: 'B3',
      what: 'lines a second, simulated node to a file',
      value: (lines / whole.ours.ms) * 1000,
      unit: 'lines/s',
      against: { what: 'curl to nowhere', value: (lines / whole.peer) * 1000 },
      target: { of: 'value', atLeast: 500_000 },
    },
    { bench: 'B3', what: 'memory at most', value: cut.rssMb, unit: 'MB', target: { of: 'value', atMost: 120 } },
    { bench: 'B3', what: 'lines lost, cut every 50,000', value: lost, unit: '', target: { of: 'value', atMost: 0 } },
    {
      bench: 'B3',
      what: 'lines repeated, cut every 50,000',
      value: repeated,
      unit: '',
      target: { of: 'value', atMost: 0 },
    },
  ]
}

async function fromRealNode(file: string): Promise<readonly Measured[]> {
  const namespace = `bench-logs-${process.pid}`
  const program = `import sys\nfor i in range(${lines}): sys.stdout.write("line %08d of the log\\n" % i)\n`
  const container = { name: 'c', image, command: ['python', '-c', program] }
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { restartPolicy: 'Never', containers: [container] },
  }
  const kubectl = (words: readonly string[], input?: string) =>
    execFileSync('kubectl', [...words], { encoding: 'utf8', ...(input === undefined ? {} : { input }) })
  kubectl(['create', 'namespace', namespace])
  try {
    kubectl(['create', '-n', namespace, '-f', '-'], JSON.stringify(pod))
    const ours = await read('kubeconfig', namespace, 'p', 'c', file)
    const { lost, repeated } = await checked(file, (number) => `line ${String(number).padStart(8, '0')} `)
    kubectl(['delete', 'pod', 'p', '-n', namespace, '--wait=true'])
    kubectl(['create', '-n', namespace, '-f', '-'], JSON.stringify(pod))
    kubectl(['wait', '-n', namespace, 'pod/p', '--for=jsonpath={.status.containerStatuses[0].state}', '--timeout=60s'])
    const started = performance.now()
    while (
      /running|terminated/.exec(
        kubectl(['get', 'pod', 'p', '-n', namespace, '-o', 'jsonpath={.status.containerStatuses[0].state}']),
      ) === null
    )
      if (performance.now() - started > 60_000) throw new Error('the pod does not start')
    const peer = await ran('kubectl', ['logs', '-f', '-n', namespace, 'p'])
    return [
      {
        bench: 'B3',
        what: 'lines a second, real node to a file',
        value: (lines / ours.ms) * 1000,
        unit: 'lines/s',
        against: { what: 'kubectl logs -f', value: (lines / peer.ms) * 1000 },
      },
      { bench: 'B3', what: 'lines lost, real node', value: lost, unit: '', target: { of: 'value', atMost: 0 } },
      { bench: 'B3', what: 'lines repeated, real node', value: repeated, unit: '', target: { of: 'value', atMost: 0 } },
    ]
  } finally {
    kubectl(['delete', 'namespace', namespace, '--wait=false'])
  }
}

interface Reading {
  readonly ms: number
  readonly rssMb: number
}

async function read(...words: readonly string[]): Promise<Reading> {
  const { stdout, status } = await ran(process.execPath, [beside('log-reader'), ...words])
  if (status !== 0) throw new Error(`reading failed: ${stdout}`)
  return JSON.parse(stdout)
}

async function withServer<T>(cut: number, work: (port: string) => Promise<T>): Promise<T> {
  const server: ChildProcess = spawn(process.execPath, [beside('log-server'), String(lines), String(cut)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    if (server.stdout === null) throw new Error('the server says nothing')
    const [port] = await once(server.stdout, 'data')
    return await work(String(port).trim())
  } finally {
    server.kill()
  }
}

/** Every line once and in order: what is missing, and what came twice. */
async function checked(file: string, start: (number: number) => string): Promise<{ lost: number; repeated: number }> {
  let wanted = 0
  let repeated = 0
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.startsWith(start(wanted))) wanted++
    else repeated++
  }
  writeFileSync(file, '')
  return { lost: lines - wanted, repeated }
}
