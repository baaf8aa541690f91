import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Finished, project, serveProgram, trainAndServe } from './cluster.ts'
import { hasKubectl } from './local-kubectl.ts'
import { started } from './running.ts'

// The whole first quarter of an hour of somebody with a laptop: up, deploy, a new version, a crash, down.
const at = project('local')
const folder = mkdtempSync(join(tmpdir(), 'bodywork-local-'))
const run = (...words: readonly string[]): Promise<Finished> =>
  started(at, words, { BODYWORK_LOCAL: folder, KUBECONFIG: '' }).done

const packed = `import zipfile
with zipfile.ZipFile("tiny_model-1.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr("tiny_model.py", "score = 0.97\\n")
    wheel.writestr("tiny_model-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny-model\\nVersion: 1.0\\n")
    wheel.writestr("tiny_model-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("tiny_model-1.0.dist-info/RECORD", "")
`
const train = `import os, tiny_model
print("trained with", tiny_model.__file__)
with open(os.environ["BODYWORK_OUTPUT"], "a") as out:
    out.write("accuracy=%s\\n" % tiny_model.score)
`

beforeAll(async () => {
  execFileSync('python3', ['-c', packed], { cwd: folder })
  expect(await run('local', 'up')).toMatchObject({ status: 0 })
})

afterAll(async () => {
  await run('local', 'down', '--delete')
  at.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** Where the service is on this machine, as `local status` says. */
async function address(): Promise<string> {
  const { stdout } = await run('local', 'status')
  return /serve +(http:\S+)/.exec(stdout)?.[1] ?? stdout
}

const requirements = `    requirements: ["tiny-model @ file://${folder}/tiny_model-1.0-py3-none-any.whl"]
    batch: {timeout: 2m, retries: 0}`

test('a Job runs Python with its requirements, a service has two replicas behind a readiness probe', async () => {
  at.commit({
    'bodywork.yaml': trainAndServe(at.namespace, { train: requirements }),
    'train.py': train,
    'serve.py': serveProgram('v1'),
  })
  const { status, stdout, stderr } = await run('deploy', '--local')
  expect(status, stdout + stderr).toBe(0)
  expect(stdout).toMatch(/train \| trained with .*tiny_model/)
  expect(await (await fetch(await address())).text()).toBe('v1\n')
  expect((await run('local', 'status')).stdout.match(/serve-\S+ +Running/g)).toHaveLength(2)
})

test('a new version takes over without a failed request', async () => {
  const url = await address()
  const seen: string[] = []
  const stop = new AbortController()
  const client = async () => {
    while (!stop.signal.aborted) {
      seen.push(await fetch(url, { headers: { connection: 'close' } }).then((answer) => answer.text(), String))
      await pause(5)
    }
  }
  const clients = [client(), client()]
  at.commit({ 'serve.py': serveProgram('v2') })
  const { status, stdout, stderr } = await run('deploy', '--local')
  stop.abort()
  await Promise.all(clients)
  expect(status, stdout + stderr).toBe(0)
  expect(stdout).toContain('requirements are installed already')
  expect([...new Set(seen)]).toEqual(['v1\n', 'v2\n'])
  expect(await (await fetch(url)).text()).toBe('v2\n')
})

test.skipIf(!hasKubectl)('kubectl gets into a container, copies files, and forwards ports', async () => {
  const config = join(folder, 'kubeconfig')
  const kubectl = (...words: readonly string[]) =>
    promisify(execFile)('kubectl', ['--kubeconfig', config, '--namespace', at.namespace, ...words])
  const newestLast = '--sort-by=.metadata.creationTimestamp'
  const pods = await kubectl('get', 'pods', '--output=name', '-l', 'stage=serve', newestLast)
  const pod = pods.stdout.trim().split('\n').at(-1) ?? ''
  expect(pod).toContain('serve')
  expect((await kubectl('exec', pod, '--', 'sh', '-c', 'echo $HOSTNAME')).stdout).toBe(`${pod.slice(4)}\n`)
  await expect(kubectl('exec', pod, '--', 'sh', '-c', 'exit 3')).rejects.toMatchObject({ code: 3 })
  writeFileSync(join(folder, 'note'), 'copied')
  const name = `${pod.slice(4)}:${join(folder, 'other')}`
  await kubectl('cp', join(folder, 'note'), name)
  expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('copied')
  const forward = spawn('kubectl', ['--kubeconfig', config, '--namespace', at.namespace, 'port-forward', pod, ':8000'])
  const [line] = await once(forward.stdout, 'data')
  const port = /127.0.0.1:(\d+)/.exec(String(line))?.[1]
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toMatch(/^v\d\n$/)
  forward.kill()
})

/** The processes of the training pod, each with its pid. */
function training(): readonly string[] {
  const all = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n')
  return all.filter((line) => line.includes(folder) && line.includes('train'))
}

test('after a kill -9 in the middle of a run nothing is left running, and the next start serves again', async () => {
  at.commit({ 'train.py': `print("training")\nimport time\ntime.sleep(600)\n` })
  const running = started(at, ['deploy', '--local'], { BODYWORK_LOCAL: folder, KUBECONFIG: '' })
  await running.said(/train \| training/)
  const pid = Number(/process (\d+)/.exec((await run('local', 'status')).stdout)?.[1])
  const before = training()
  expect(before).not.toEqual([])
  process.kill(pid, 'SIGKILL')
  running.child.kill('SIGKILL')
  await running.done
  expect(await run('local', 'up')).toMatchObject({ status: 0 })
  await expect.poll(async () => (await fetch(await address())).text(), { timeout: 30_000 }).toBe('v2\n')
  // The Job is there still and begins anew in a process of its own, sooner or later.
  const left = training()
  expect((await run('local', 'status')).stdout.match(/serve-\S+ +Running/g)).toHaveLength(2)
  expect(left.filter((line) => before.includes(line))).toEqual([])
})
