import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { runCli } from '../../../src/entry/cli.ts'
import type { CommandEntry, Io } from '../../../src/entry/command.ts'
import { deployCommand } from '../../../src/entry/commands/deploy.ts'
import { finishCommand } from '../../../src/entry/commands/finish.ts'
import { historyCommand } from '../../../src/entry/commands/history.ts'
import { planCommand } from '../../../src/entry/commands/plan.ts'
import { resumeCommand } from '../../../src/entry/commands/resume.ts'
import { rollbackCommand } from '../../../src/entry/commands/rollback.ts'
import { unlockCommand } from '../../../src/entry/commands/unlock.ts'
import { field } from '../../../src/plan/objects.ts'
import { recordingIo } from '../../builders-io.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../../builders-pipeline.ts'
import { aPipelineRepository } from '../../builders-planning.ts'
import { type SmallWiring, smallWiring } from '../wiring.ts'

function table(wiring: SmallWiring): readonly CommandEntry[] {
  const commands = [deployCommand, resumeCommand, rollbackCommand, historyCommand, finishCommand, unlockCommand]
  return commands.map((make) => {
    const command = make(wiring)
    return { name: command.name, summary: command.summary, load: () => Promise.resolve(command) }
  })
}

const repository = aPipelineRepository()

/** Runs a command line; git and files need real turns of the event loop, the cluster virtual time. */
async function bodywork(wiring: SmallWiring, words: readonly string[], over: Partial<Io> = {}) {
  const io = recordingIo({ cwd: repository, ...over })
  let isDone = false
  const ended = runCli(words, io, table(wiring)).finally(() => {
    isDone = true
  })
  while (!isDone) {
    await setImmediate()
    await wiring.clock.advance(100)
  }
  const code = await ended
  return { code, out: io.out(), err: io.err() }
}

test('deploy runs the pipeline, prints plain lines and ends with 0', async () => {
  const wiring = smallWiring(
    () => aPipeline(),
    () => ({ lines: ['epoch 1'] }),
  )
  const { code, out } = await bodywork(wiring, ['deploy'])
  expect(code).toBe(0)
  expect(out).toContain('train | epoch 1\n')
  expect(wiring.cluster.objects('Deployment')).toHaveLength(1)
})

test('with --format json every line is an event, and the last one is the outcome', async () => {
  const wiring = smallWiring(() => aPipeline())
  const { code, out } = await bodywork(wiring, ['deploy', '--format', 'json'])
  const events: readonly unknown[] = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(code).toBe(0)
  expect(field(events.at(-1), 'type')).toBe('run.finished')
  expect(field(events.at(-1), 'outcome')).toBe('succeeded')
})

test('a saved plan is run as it is, as long as commit and cluster are as they were', async () => {
  const wiring = smallWiring(() => aPipeline())
  const cwd = aPipelineRepository()
  const save = async () => {
    const io = recordingIo({ cwd })
    const command = planCommand({ ...wiring, hasKubeconfig: async () => true, connectTo: async () => wiring.cluster })
    const entry = { name: 'plan', summary: '', load: () => Promise.resolve(command) }
    expect(await runCli(['plan', '--save', 'plan.json'], io, [entry]), io.err()).toBe(0)
  }
  await save()
  expect(await bodywork(wiring, ['deploy', '--plan', 'plan.json'], { cwd })).toMatchObject({ code: 0 })
  const again = await bodywork(wiring, ['deploy', '--plan', 'plan.json'], { cwd })
  expect(again.code).toBe(3)
  expect(again.err).toContain('the Deployment "serve" was made after plan.json was saved')
  expect((await bodywork(wiring, ['deploy', '--plan', 'plan.json', '--dry-run'], { cwd })).code).toBe(3)
  await save()
  expect((await bodywork(wiring, ['deploy', '--plan', 'plan.json'], { cwd })).code).toBe(0)
})

test('a failing stage is exit code 1, a stage that does not exist 2, and a dry run writes nothing', async () => {
  const wiring = smallWiring(
    () => aPipeline(),
    (stage) => ({ exitCode: stage === 'train' ? 1 : 0 }),
  )
  expect((await bodywork(wiring, ['deploy', '--dry-run'])).code).toBe(0)
  const unknown = await bodywork(wiring, ['deploy', '--only', 'trian'])
  expect(unknown.code).toBe(2)
  expect(unknown.err).toContain('Did you mean "train"?')
  expect(wiring.cluster.writes.filter((write) => !write.startsWith('apply'))).toEqual([])
  expect((await bodywork(wiring, ['deploy'])).code).toBe(1)
})

test('--log-dir keeps the whole log of every stage', async () => {
  const wiring = smallWiring(
    () => aPipeline(),
    (stage) => ({ lines: [`hello from ${stage}`] }),
  )
  const folder = join(mkdtempSync(join(tmpdir(), 'bodywork-test-')), 'logs')
  await bodywork(wiring, ['deploy', '--log-dir', folder, '--only', 'train'])
  expect(readFileSync(join(folder, 'train.log'), 'utf8')).toBe('hello from train\n')
})

test('history tells the runs, and rollback brings the version before back', async () => {
  let version = '1'
  const wiring = smallWiring(() => aPipeline({ stages: [aBatchStage(), aServiceStage({ env: { version } })] }))
  await bodywork(wiring, ['deploy'])
  version = '2'
  await bodywork(wiring, ['deploy'])
  const history = await bodywork(wiring, ['history', '-o', 'wide'])
  const [heads = '', ...rows] = history.out.trimEnd().split('\n')
  expect(heads).toMatch(/^REVISION +STATUS +COMMIT +BRANCH +WHEN +TOOK +ACTOR +RUN +OBJECTS +LINK-OR-NOTE$/)
  expect(rows.map((line) => line.split(/ {2,}/).slice(0, 4))).toEqual([
    ['2', 'deployed', expect.stringMatching(/^[0-9a-f]{7}$/), 'main'],
    ['1', 'deployed', expect.stringMatching(/^[0-9a-f]{7}$/), 'main'],
  ])
  expect((await bodywork(wiring, ['history', '-o', 'name'])).out).toBe('run/2\nrun/1\n')
  const [newest] = JSON.parse((await bodywork(wiring, ['history', '--format', 'json'])).out)
  expect(newest).toMatchObject({ revision: 2, commit: expect.stringMatching(/^[0-9a-f]{40}$/) })
  expect(Object.keys(newest.objects[0])).not.toContain('prior')
  expect((await bodywork(wiring, ['rollback', 'iris', '--to', '7'])).code).toBe(2)
  const { code } = await bodywork(wiring, ['rollback'])
  expect(code).toBe(0)
  expect(JSON.stringify(wiring.cluster.objects('Deployment'))).toContain('"version","value":"1"')
  expect((await bodywork(wiring, ['history', 'iris'])).out).toContain('rollback to revision 1')
})

test('a cancelled run ends with 130 and finish restores', async () => {
  let version = '1'
  const wiring = smallWiring(
    () => aPipeline({ stages: [aServiceStage({ env: { version } })] }),
    () => ({ seconds: 5 }),
  )
  await bodywork(wiring, ['deploy'])
  version = '2'
  const cancel = new AbortController()
  wiring.cluster.onWrite('apply Deployment/serve', () => cancel.abort())
  expect((await bodywork(wiring, ['deploy'], { signal: cancel.signal })).code).toBe(130)
  expect(JSON.stringify(wiring.cluster.objects('Deployment'))).toContain('"version","value":"2"')
  expect((await bodywork(wiring, ['finish'])).code).toBe(0)
  expect(JSON.stringify(wiring.cluster.objects('Deployment'))).toContain('"version","value":"1"')
  expect((await bodywork(wiring, ['finish'])).err).toContain('nothing of this pipeline')
})

test('unlock says who holds a pipeline and takes the lock away by force', async () => {
  const wiring = smallWiring(() => aPipeline())
  expect((await bodywork(wiring, ['unlock'])).out).toBe('nobody holds iris\n')
  wiring.cluster.put({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: 'bodywork-iris', namespace: 'iris' },
    spec: { holderIdentity: 'other/1', acquireTime: 'then' },
  })
  expect(await bodywork(wiring, ['unlock'])).toMatchObject({ code: 5, out: 'iris is held by run other/1 since then\n' })
  expect((await bodywork(wiring, ['unlock', '--force'])).code).toBe(0)
  expect(wiring.cluster.objects('Lease')).toEqual([])
})

test('resume skips what had succeeded', async () => {
  let broken = 0
  const wiring = smallWiring(
    () => aPipeline(),
    (stage) => ({ isBroken: stage === 'serve' && broken-- > 0 }),
  )
  await bodywork(wiring, ['deploy'])
  broken = 1
  expect((await bodywork(wiring, ['deploy'])).code).toBe(1)
  const { code, out } = await bodywork(wiring, ['resume'])
  expect(code).toBe(0)
  expect(out).toContain('it succeeded in the run before')
})
