import { expect, test } from 'vitest'
import { field } from '../../../src/plan/objects.ts'
import { managedCluster } from '../../manage/cluster.ts'
import { commandLine } from '../manage-words.ts'

const aSecret = (name: string, group: string | undefined, data: Record<string, string>, namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name,
    namespace: namespace ?? 'bodywork-deployment-jobs',
    ...(group === undefined ? {} : { labels: { group } }),
  },
  data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')])),
})
const stored = () =>
  managedCluster([
    aSecret('prod-aws', 'prod', { ID: 'hunter2', KEY: 'hunter3' }),
    aSecret('prod-prod-db', 'prod', { DSN: 'hunter4' }),
    aSecret('dev-aws', 'dev', { ID: 'hunter5' }),
    aSecret('plain', undefined, { A: 'hunter6' }, 'ml'),
  ])

test('a secret is made in its group from the environment, and its values are not printed', async () => {
  const cluster = managedCluster()
  const told = await commandLine(cluster)('create secret aws --group prod --from-env ID --from-env KEY=SECRET', {
    env: { ID: 'hunter2', SECRET: 'hunter3' },
  })
  expect(told).toEqual({ code: 0, out: 'created secret aws with ID, KEY\n', err: '' })
  const [secret] = cluster.objects('Secret')
  expect(secret?.metadata).toMatchObject({
    name: 'prod-aws',
    namespace: 'bodywork-deployment-jobs',
    labels: { group: 'prod', app: 'bodywork' },
  })
  expect(Buffer.from(String(field(secret, 'data', 'KEY')), 'base64').toString()).toBe('hunter3')
})

test('values on the command line work, with a warning that does not repeat them', async () => {
  const cluster = managedCluster()
  const told = await commandLine(cluster)('create secret aws --group prod --data ID=hunter2 --data KEY=hunter3')
  expect(told.code).toBe(0)
  expect(told.err).toContain('seen by other programs')
  expect(told.out + told.err).not.toContain('hunter')
})

test('secrets are listed by group', async () => {
  const told = await commandLine(stored())('get secrets')
  expect(told.out.replace(/ +/g, ' ')).toBe('NAME GROUP KEYS AGE\naws dev 1 0s\naws prod 2 0s\nprod-db prod 1 0s\n')
})

test.each([
  ['get secrets --group prod --show-keys', /aws +prod +ID,KEY +0s\nprod-db +prod +DSN/],
  ['get secret aws --group prod', /aws +prod +ID,KEY/],
  ['get secrets -o name', /^secret\/dev-aws\nsecret\/prod-aws\nsecret\/prod-prod-db\n$/],
  ['get secrets --namespace ml --show-keys --no-headers', /^plain +- +A +0s\n$/],
  ['get secrets --group dev -o json', /"keys": \[\s+"ID"\s+\]/],
  ['get secrets --group dev -o yaml', /- name: aws\n {2}group: dev/],
  ['secret display --ns ml --name plain', /plain +- +A/],
])('"%s" shows names and keys, never values', async (line, expected) => {
  const told = await commandLine(stored())(line)
  expect(told.out).toMatch(expected)
  expect(told.code).toBe(0)
  expect(told.out + told.err).not.toMatch(/hunter|aHVudGVy/)
})

test('an update sets and removes keys and leaves the rest', async () => {
  const cluster = stored()
  const told = await commandLine(cluster)('update secret aws --group prod --from-env NEW --remove ID', {
    env: { NEW: 'x' },
  })
  expect(told).toEqual({ code: 0, out: 'updated secret aws: set NEW; removed ID\n', err: '' })
  expect(cluster.patches).toEqual([{ data: { ID: null, NEW: 'eA==' } }])
})

test('a group is deleted as a whole once somebody says so', async () => {
  const cluster = stored()
  const run = commandLine(cluster)
  expect((await run('delete secret --group prod')).code).toBe(2)
  expect((await run('delete secret --group prod', { ask: () => Promise.resolve('n') })).code).toBe(1)
  expect(cluster.writes).toEqual([])
  expect((await run('delete secret --group prod', { ask: () => Promise.resolve('y') })).code).toBe(0)
  expect(cluster.writes).toEqual(['delete Secret/prod-aws', 'delete Secret/prod-prod-db'])
})

test.each([
  ['create secret aws --group prod --from-env ID', 1, 'there is already a secret "prod-aws"'],
  ['update secret awz --group prod --from-env ID', 1, 'Did you mean "aws"?'],
  ['update secret aws --group prod --remove IDD', 1, 'Did you mean "ID"?'],
  ['delete secret aws --group prd', 1, 'there is no secret of the group prd "aws"'],
  ['get secrets --group prd', 1, 'Did you mean "prod"?'],
  ['get secret aws', 2, '--group is missing'],
  ['delete secret aws', 2, '--group is missing'],
  ['create secret aws --from-env ID', 2, '--group is missing'],
  ['create secret aws --group prod', 2, 'no values were given'],
  ['create secret Aws --group prod --from-env ID', 2, 'cannot be the name of a secret'],
  ['create secret aws --group prod --from-env NOPE', 2, 'the environment has no variable NOPE'],
  ['update secret aws --group prod', 2, 'nothing to change was given'],
])('"%s" exits %i and says why', async (line, code, words) => {
  const cluster = stored()
  const told = await commandLine(cluster)(line, { env: { ID: 'hunter2' } })
  expect(told.err).toContain(words)
  expect(told.code).toBe(code)
})
