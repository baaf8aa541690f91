import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gatherPlan } from '../../src/entry/gather-plan.ts'
import { resolveImages } from '../../src/entry/resolve-images.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { aPipelineRepository, planningPorts } from '../builders-planning.ts'
import { digestOf, fakeRegistry } from '../connect/fakes/registry.ts'

const folder = mkdtempSync(join(tmpdir(), 'resolve-images-'))
let registry: Awaited<ReturnType<typeof fakeRegistry>>
beforeAll(async () => {
  registry = await fakeRegistry({ manifests: { 'acme/app:1': 'm' }, signIn: 'password', password: 'unique-password' })
  const auths = { [registry.host]: { auth: btoa('robot:unique-password') } }
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths }))
})
afterAll(() => {
  registry.close()
  rmSync(folder, { recursive: true })
})

const home = (DOCKER_CONFIG: string) => ({ env: { DOCKER_CONFIG }, cwd: folder })
const pipeline = (...images: readonly string[]) =>
  aPipeline({
    stages: images.map((image, index) =>
      index === 0 ? aServiceStage({ image }) : aBatchStage({ name: `stage${index}`, image }),
    ),
  })

test('tags become digests with the login that docker left; what is pinned is not asked for', async () => {
  const image = `${registry.host}/acme/app:1`
  const pinned = `${registry.host}/acme/app@sha256:${'0'.repeat(64)}`
  expect(await resolveImages(pipeline(image, image, pinned), home(folder))).toEqual({
    digests: { [image]: digestOf('m') },
    problems: [],
  })
  expect(registry.requests.filter((request) => request.startsWith('HEAD'))).toHaveLength(2)
})

test('an image that cannot be resolved stays a tag, with a warning', async () => {
  const [missing, image] = [`${registry.host}/acme/app:2`, `${registry.host}/acme/app:1`]
  const { digests, problems } = await resolveImages(pipeline(missing, image), home(folder))
  expect(Object.keys(digests)).toEqual([image])
  expect(problems).toMatchObject([{ severity: 'warning', code: 'connect/registry' }])
  expect(problems[0]?.message).toContain(`"${missing}" stays a tag`)
  const without = await resolveImages(pipeline(image), home(join(folder, 'none')))
  expect(without.problems[0]?.hint).toContain('docker login')
})

test('the plan pulls by digest when that was asked for, and by tag otherwise', async () => {
  const image = `${registry.host}/acme/app:1`
  const request = { file: 'bodywork.yaml', cwd: aPipelineRepository(), env: home(folder).env, strict: false }
  const ports = planningPorts({ pipeline: aPipeline({ stages: [aBatchStage({ image }), aServiceStage({ image })] }) })
  const images = async (resolveImages: boolean) => {
    const plan = await gatherPlan({ ...request, worktree: false, resolveImages }, ports)
    return plan.ok ? JSON.stringify(plan.value.stages.map(({ objects }) => objects)) : ''
  }
  expect(await images(true)).toContain(`"image":"${registry.host}/acme/app@${digestOf('m')}"`)
  expect(await images(false)).toContain(`"image":"${image}"`)
})
