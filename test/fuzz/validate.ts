// Mutates configurations at random (seeded) and validates each: no crash, no hang over a second, memory bounded.
// Usage: node test/fuzz/validate.ts [FILES] [SEED]
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileRead } from '../../src/config/file-text.ts'
import { inspectPipeline } from '../../src/config/load.ts'
import { migrate } from '../../src/config/migrate.ts'

const count = Number(process.argv[2] ?? 50_000)
const seed = Number(process.argv[3] ?? 1)
const slowestMs = 1000
const mostMemory = 600 * 1024 * 1024

const read: { readonly cases: readonly { readonly yaml: string }[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../conformance/yaml-cases.json'), 'utf8'),
)
const modern = readFileSync(join(import.meta.dirname, 'everything.yaml'), 'utf8')
const ini = '[default]\nPROJECT_NAME="p"\nDOCKER_IMAGE=a/b:c\n[workflow]\nDAG=s >> t\n[logging]\nLOG_LEVEL=INFO\n'
const stageIni =
  '[default]\nSTAGE_TYPE=batch\nEXECUTABLE_SCRIPT=a.py\nCPU_REQUEST=${x:y}\nMEMORY_REQUEST_MB=1\n[x]\ny=1\n[batch]\nMAX_COMPLETION_TIME_SECONDS=1\nRETRIES=0\n'
const corpus = [...read.cases.map((one) => one.yaml), ...Array.from({ length: 40 }, () => modern)]
const morsels = [
  '*a',
  '&a ',
  '<<: *a',
  '!!python/object:x ',
  '!!int ',
  '? ',
  ': ',
  '- ',
  '{',
  '}',
  '[',
  ']',
  '|',
  '>',
  '"',
  "'",
  '\t',
  '\n',
  '\r\n',
  '\ufeff',
  '\u0000',
  '\u2028',
  '~',
  'null',
  '.inf',
  '1:30',
  '010',
  '1e999',
  '9'.repeat(400),
  'yes',
  '---\n',
  '...\n',
  '%YAML 1.2\n',
  '__proto__',
  'constructor',
  '${',
  '${a:b}',
  '$',
  '%',
  '{a: '.repeat(300),
  '['.repeat(2000),
  '- '.repeat(2000),
  ' '.repeat(3000),
  'a'.repeat(5000),
  '(((((',
  '!'.repeat(400),
  '>>',
  ',',
  'outputs.',
  '\ud800',
  'é',
  '#',
  '\n'.repeat(500),
  'x: &x [*x, *x]\n',
  '-----BEGIN PRIVATE KEY-----',
  '://a:b@',
] as const

let state = seed >>> 0 || 1
function random(limit: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  state >>>= 0
  return state % limit
}

function mutated(text: string): string {
  let result = text
  for (let times = random(4) + 1; times > 0; times--) {
    const at = random(result.length + 1)
    const to = Math.min(result.length, at + random(random(2) === 0 ? 4 : 80))
    const morsel = morsels[random(morsels.length)] ?? ''
    const kind = random(6)
    if (kind === 0) result = result.slice(0, at) + result.slice(to)
    else if (kind === 1) result = result.slice(0, at) + morsel + result.slice(at)
    else if (kind === 2) result = result.slice(0, at) + morsel + result.slice(to)
    else if (kind === 3) result = result.slice(0, to) + result.slice(at, to).repeat(random(20)) + result.slice(to)
    else if (kind === 4) result = swapped(result)
    else result = result.slice(0, at) + String.fromCodePoint(random(256)) + result.slice(at)
  }
  return result
}

function swapped(text: string): string {
  const lines = text.split('\n')
  const [a, b] = [random(lines.length), random(lines.length)]
  const [first = '', second = ''] = [lines[a], lines[b]]
  lines[a] = second
  lines[b] = first
  return lines.join('\n')
}

function bytesOf(text: string): Uint8Array {
  const bytes = Buffer.from(text)
  if (random(20) === 0 && bytes.length > 0) bytes[random(bytes.length)] = random(256)
  return bytes
}

async function one(index: number): Promise<{ readonly ms: number; readonly isValid: boolean; readonly text: string }> {
  const isIni = index % 10 === 9
  const text = isIni ? mutated(ini) : mutated(corpus[random(corpus.length)] ?? '')
  const stage = mutated(stageIni)
  const bytes = bytesOf(text)
  const readFile = async (path: string): Promise<FileRead> => {
    if (path.endsWith('requirements.txt')) return { kind: 'missing' }
    return { kind: 'content', bytes: path.endsWith('config.ini') ? Buffer.from(stage) : bytes }
  }
  const file = isIni ? 'bodywork.ini' : 'bodywork.yaml'
  const start = performance.now()
  const { pipeline, problems } = await inspectPipeline({
    file,
    readFile,
    exists: async () => 'missing',
    checkFiles: index % 3 === 0,
  })
  if (pipeline === undefined && !problems.some((problem) => problem.severity === 'error'))
    throw new Error('neither a pipeline nor an error')
  if (pipeline !== undefined && index % 5 === 0) await migrate(file, readFile)
  return { ms: performance.now() - start, isValid: pipeline !== undefined, text }
}

let slowest = 0
let valid = 0
let failures = 0
for (let index = 0; index < count; index++) {
  const before = state
  try {
    const { ms, isValid, text } = await one(index)
    slowest = Math.max(slowest, ms)
    if (isValid) valid++
    if (ms > slowestMs) {
      failures++
      process.stdout.write(
        `slow: ${Math.round(ms)} ms, file ${index}, state ${before}\n${JSON.stringify(text.slice(0, 3000))}\n`,
      )
    }
  } catch (error) {
    failures++
    process.stdout.write(
      `crash: file ${index}, state ${before}: ${error instanceof Error ? error.stack : String(error)}\n`,
    )
  }
  if (failures > 5) break
  if (index % 1000 === 999 && process.memoryUsage().heapUsed > mostMemory) {
    failures++
    process.stdout.write(`heap of ${process.memoryUsage().heapUsed} bytes after ${index} files\n`)
  }
}
const memory = Math.round(process.memoryUsage().rss / 1024 / 1024)
process.stdout.write(
  `${count} files, seed ${seed}: ${valid} valid, slowest ${Math.round(slowest)} ms, ${memory} MiB, ${failures} failures\n`,
)
process.exitCode = failures === 0 ? 0 : 1
