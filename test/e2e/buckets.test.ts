import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownName, repository, type World, worlds } from './worlds.ts'

const example = 'examples/artifacts-in-a-bucket'
const hasPython = spawnSync('python3', ['-m', 'venv', '--help']).status === 0

/** The third-party fake of S3, where pods reach it. */
async function fakeS3(host: string) {
  const options = ['--check-signatures', '--host', host, '--bucket', 'acme-models']
  const child: ChildProcess = spawn('test/fake-clouds/aws', options, { stdio: ['ignore', 'pipe', 'inherit'] })
  if (child.stdout === null) throw new Error('no output')
  const [line] = await once(createInterface(child.stdout), 'line')
  const ready: { readonly url: string; readonly accessKeyId: string; readonly secretAccessKey: string } = JSON.parse(
    String(line),
  )
  return { ...ready, stop: () => void child.kill() }
}

describe.runIf(hasPython).each(worlds)('artifacts in a bucket, on %s', (where, open) => {
  let world: World
  let s3: Awaited<ReturnType<typeof fakeS3>>
  const name = ownName('bucket')
  beforeAll(async () => {
    world = open()
    s3 = await fakeS3(world.host)
  })
  afterAll(async () => {
    await world?.shell(`bodywork delete secret --group ${name} --yes; kubectl delete ns ${name} --wait=false`)
    world?.stop()
    s3?.stop()
  })

  test('each combination of a matrix finds its way there and back, signed by keys that nobody sees', async () => {
    const files = globSync('*.{py,yaml}', { cwd: example }).map((file) => [
      file,
      readFileSync(join(example, file), 'utf8'),
    ])
    const folder = repository(world, name, Object.fromEntries(files))
    const keys = { AWS_ACCESS_KEY_ID: s3.accessKeyId, AWS_SECRET_ACCESS_KEY: s3.secretAccessKey }
    const typed = async (line: string) => {
      const ended = await world.shell(line, { cwd: folder, env: keys })
      expect(ended.status, `${line}\n${ended.stdout}${ended.stderr}`).toBe(0)
      return ended.stdout + ended.stderr
    }
    await typed(
      `bodywork create secret bucket --group ${name} --from-env AWS_ACCESS_KEY_ID --from-env AWS_SECRET_ACCESS_KEY`,
    )
    const sets = [`image=${world.python}`, `secrets_group=${name}`, `env.AWS_ENDPOINT_URL=${s3.url}`]
    const deploy = `bodywork deploy --namespace ${name} ${sets.map((set) => `--set pipeline.${set}`).join(' ')}`
    const first = await typed(deploy)
    expect(first.match(/fit \| bodywork: kept 2 files as artifacts, \d+\.\d KiB/g)).toHaveLength(3)
    expect(first).toContain('choose | of 3 models number 0 is the best, with a table of 6000000 bytes')
    expect(first).not.toContain(s3.secretAccessKey)
    if (where !== 'the local cluster') return
    const second = await typed(`${deploy} --only choose`)
    expect(second).toContain('number 0 is the best, with a table of 6000000 bytes')
  })
})
