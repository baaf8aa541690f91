import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dockerCredentials } from '../../src/entry/docker-config.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { aBatchStage, aPipeline, someFacts } from '../builders-pipeline.ts'

const auth = { auth: 'YWNtZTpwYXNz' }

function planned(...images: readonly string[]) {
  const stages = images.map((image, index) => aBatchStage({ name: `s${index}`, image, dockerConfig: '' }))
  const plan = planFor(aPipeline({ stages }), someFacts({ files: stages.map(({ name }) => `${name}/main.py`) }))
  if (!plan.ok) throw new Error(plan.problems.map(({ message }) => message).join())
  return plan.value
}

async function made(config: unknown, ...images: readonly string[]): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'bodywork-'))
  if (config !== undefined) writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  const secrets = await dockerCredentials(planned(...images), { env: { DOCKER_CONFIG: folder }, cwd: folder })
  return Object.values(secrets).map((text) => JSON.parse(text))
}

test('only the registries that the stages pull from are brought along', async () => {
  const auths = { 'ghcr.io': auth, 'https://index.docker.io/v1/': auth, 'quay.io': auth }
  expect(await made({ auths }, 'ghcr.io/acme/a:1', 'python:3.12')).toEqual([
    { auths: { 'ghcr.io': auth, 'https://index.docker.io/v1/': auth } },
  ])
})

test('every pod of such a stage pulls with that Secret', () => {
  const plan = planned('ghcr.io/acme/a:1')
  const [secret] = plan.pullSecrets ?? []
  expect(secret).toMatchObject({ registries: ['ghcr.io'], namespace: 'iris' })
  expect(JSON.stringify(plan.stages[0]?.objects)).toContain(`"imagePullSecrets":[{"name":"${secret?.name}"}]`)
})

test.each([
  ['no file', undefined, /config\.json cannot be read/],
  ['no credentials for them', { auths: { 'quay.io': auth } }, /has no credentials for ghcr\.io/],
  [
    'an entry without a password',
    { auths: { 'ghcr.io': {} }, credsStore: 'desktop' },
    /has no credentials for ghcr\.io/,
  ],
])('%s is said before anything is done', async (_what, config, message) => {
  await expect(made(config, 'ghcr.io/acme/a:1')).rejects.toThrow(message)
})
