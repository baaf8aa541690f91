import { expect, test } from 'vitest'
import type { SecretVariable } from '../../src/model/pipeline.ts'
import { secretCopiesFor, secretNameFor, secretProblems } from '../../src/plan/secret-copy.ts'
import { aBatchStage, aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'

const variable = (secret: string, key: string): SecretVariable => ({ variable: key, secret, key })
const stages = [
  aBatchStage({ secrets: [variable('db', 'USER'), variable('db', 'PASSWORD')] }),
  aServiceStage({ secrets: [variable('api', 'TOKEN'), variable('db', 'USER')] }),
]
const grouped = aPipeline({ secretsGroup: 'prod', stages })

test('each secret of the group that stages use is copied once, next to them', () => {
  const copies = secretCopiesFor({ pipeline: grouped, facts: someFacts() })
  expect(copies.map(({ from, to, keys }) => [from, to.name, to.namespace, keys])).toEqual([
    [{ namespace: 'bodywork-deployment-jobs', name: 'prod-api' }, 'api', 'iris', ['TOKEN']],
    [{ namespace: 'bodywork-deployment-jobs', name: 'prod-db' }, 'db', 'iris', ['PASSWORD', 'USER']],
  ])
  expect(copies[0]?.to.labels).toMatchObject({ group: 'prod', 'bodywork.dev/pipeline': 'iris' })
})

test('a known version makes the copy immutable under a name that changes with it', () => {
  const named = (version: string) =>
    secretNameFor({ pipeline: grouped, facts: someFacts({ groupSecretVersions: { db: version } }) }, 'db')
  expect(named('uid/1')).toMatch(/^db-[0-9a-f]{8}$/)
  expect(named('uid/2')).not.toBe(named('uid/1'))
  const [api, db] = secretCopiesFor({ pipeline: grouped, facts: someFacts({ groupSecretVersions: { db: 'uid/1' } }) })
  expect([api?.immutable, db?.immutable, db?.to.name]).toEqual([false, true, named('uid/1')])
})

test('without a group nothing is copied and secrets are found where the pipeline runs', () => {
  const context = { pipeline: aPipeline({ stages }), facts: someFacts({ groupSecretVersions: { db: 'uid/1' } }) }
  expect(secretCopiesFor(context)).toEqual([])
  expect(secretNameFor(context, 'db')).toBe('db')
})

test('a secret or key that the group does not have is told with the nearest one and its place', () => {
  const place = { file: 'bodywork.yaml', line: 4, column: 7 }
  const pipeline = aPipeline({ secretsGroup: 'prod', stages, places: { 'stages.train.secrets.USER': place } })
  const train = stages[0]
  if (train === undefined) throw new Error('no stage')
  const problems = (groupSecrets: Record<string, string[]>) =>
    secretProblems({ pipeline, facts: someFacts({ groupSecrets }) }, train).map(({ code, hint }) => `${code} ${hint}`)
  expect(problems({ db: ['USER', 'PASSWORD'] })).toEqual([])
  expect(problems({ db: ['USER', 'PASSWRD'] })).toEqual(['plan/secret-key-missing Did you mean "PASSWRD"?'])
  expect(problems({ zzz: [] })[0]).toContain('plan/secret-missing Create it: bodywork create secret db --group prod')
  expect(secretProblems({ pipeline, facts: someFacts({ groupSecrets: {} }) }, train)[0]?.place).toEqual(place)
  expect(secretProblems({ pipeline, facts: someFacts() }, train)).toEqual([])
})
