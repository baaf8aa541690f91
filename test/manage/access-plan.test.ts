import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { groupOf, type Need, needText, resourceOf } from '../../src/manage/access-need.ts'
import { accessNeeds } from '../../src/manage/access-plan.ts'
import { reviewNeeds } from '../../src/manage/access-review.ts'
import { rolesFor } from '../../src/manage/access-role.ts'
import { ProblemError } from '../../src/model/problem.ts'
import { field, type KubeObject } from '../../src/plan/objects.ts'
import { aManifestStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { aPlan, runOn } from '../run/run-on.ts'
import { type Script, smallCluster } from '../run/small-cluster.ts'
import { type Asked, recordingAccess } from './recorded-access.ts'

const both = { createsNamespace: true }
const plan = aPlan()
const { namespace } = plan.pipeline

function covers(need: Need, asked: Asked): boolean {
  return (
    need.verb === asked.verb &&
    resourceOf(need.apiVersion, need.kind) === resourceOf(asked.apiVersion, asked.kind) &&
    groupOf(need.apiVersion) === groupOf(asked.apiVersion) &&
    need.subresource === asked.subresource &&
    (need.namespace === undefined || need.namespace === asked.namespace) &&
    (need.name === undefined || need.name === asked.name)
  )
}

const failing = (stage: string): Script => (stage === 'serve' ? { isBroken: true } : {})
const untrained = (stage: string): Script => (stage === 'train' ? { exitCode: 1 } : { lines: ['x'] })

test.each<[string, readonly ((stage: string) => Script)[]]>([
  ['a first deployment', [() => ({ lines: ['x'] })]],
  ['a second deployment', [() => ({}), () => ({})]],
  ['a first deployment that fails', [failing]],
  ['a second deployment that is undone', [() => ({}), failing]],
  ['a training that fails', [untrained]],
])('%s asks for nothing that is not listed', async (_name, scripts) => {
  const clock = virtualClock()
  let script = scripts[0] ?? (() => ({}))
  const cluster = recordingAccess(smallCluster(clock, (stage) => script(stage)))
  for (const [index, next] of scripts.entries()) {
    script = next
    await runOn(cluster, clock, aPlan(undefined, { runId: `run-${index}`, commit: String(index).repeat(40) }))
  }
  const needs = accessNeeds(plan, both)
  const unlisted = cluster.asked.filter((asked) => !needs.some((need) => covers(need, asked)))
  expect(unlisted).toEqual([])
  expect(cluster.asked.length).toBeGreaterThan(20)
})

test('every verb has a purpose, is listed once, and says where', () => {
  const texts = accessNeeds(plan, both).map(needText)
  expect(new Set(texts).size).toBe(texts.length)
  expect(texts).toContain(`get pods/log in ${namespace}`)
  expect(texts).toContain(`create leases.coordination.k8s.io in ${namespace}`)
  expect(texts).toContain('create namespaces in the whole cluster')
  expect(accessNeeds(plan, both).every(({ why }) => why !== '')).toBe(true)
})

test('kinds that no stage has are not asked for; those that one has are', () => {
  const kinds = (pipeline = aPipeline()) => accessNeeds(aPlan(pipeline), both).map(({ kind }) => kind)
  expect(kinds()).not.toContain('Ingress')
  const ingress = { annotations: {}, via: 'ingress' } as const
  const served = aPipeline({ steps: [['serve']], stages: [aServiceStage({ ingress })] })
  expect(kinds(served)).toContain('Ingress')
  const jobs = accessNeeds(aPlan(served), both).filter(({ kind, verb }) => kind === 'Job' && verb === 'create')
  expect(jobs).toEqual([])
})

test('the rules of objects of the user name the plural that Kubernetes guesses', () => {
  const object = (kind: string): KubeObject => ({ apiVersion: 'x.example.com/v1', kind, metadata: { name: 'o' } })
  const own = aPipeline({ steps: [['own']], stages: [aManifestStage({ name: 'own' })] })
  const manifests = { own: [object('Policy'), object('Ingress'), object('Widget')] }
  const needs = accessNeeds(aPlan(own, { manifests }), { createsNamespace: false })
  expect(needs.map(needText)).toEqual(
    expect.arrayContaining(
      ['policies', 'ingresses', 'widgets'].map((word) => `patch ${word}.x.example.com in ${namespace}`),
    ),
  )
})

const subject = { kind: 'Group', name: 'oidc:deployers' } as const

test('a namespace that is there needs one Role in it and its binding', () => {
  const needs = accessNeeds(plan, { createsNamespace: false }).filter(({ isOptional }) => !isOptional)
  const roles = rolesFor(needs, { name: 'bodywork-deploy', subject, createsNamespace: false })
  expect(roles.map(({ kind, metadata }) => `${kind} ${metadata.namespace}`)).toEqual([
    `Role ${namespace}`,
    `RoleBinding ${namespace}`,
  ])
  expect(field(roles[1], 'subjects')).toEqual([{ apiGroup: 'rbac.authorization.k8s.io', ...subject }])
  expect(field(roles[0], 'rules')).toContainEqual({ apiGroups: [''], resources: ['pods/log'], verbs: ['get'] })
})

test('a namespace that is yet to be made needs a ClusterRole', () => {
  const needs = accessNeeds(plan, both).filter(({ isOptional }) => !isOptional)
  const roles = rolesFor(needs, { name: 'x', subject: { kind: 'User', name: 'u' }, createsNamespace: true })
  expect(roles.map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
    ['ClusterRole', undefined],
    ['ClusterRoleBinding', undefined],
  ])
})

test('secrets of a group are read where they are kept, each by its name', () => {
  const pipeline = aPipeline({
    secretsGroup: 'prod',
    steps: [['serve']],
    stages: [aServiceStage({ secrets: [{ variable: 'V', secret: 'db', key: 'k' }] })],
  })
  const needs = accessNeeds(aPlan(pipeline), { createsNamespace: false })
  const roles = rolesFor(needs, { name: 'x', subject, createsNamespace: false })
  const other = roles.find(({ kind, metadata }) => kind === 'Role' && metadata.namespace === 'bodywork-deployment-jobs')
  expect(field(other, 'rules')).toEqual([
    { apiGroups: [''], resources: ['secrets'], resourceNames: ['prod-db'], verbs: ['get'] },
  ])
})

test('stages of older generations get a role, and nobody hands out a right that he has not himself', () => {
  const needs = accessNeeds(aPlan(aPipeline({ generation: '1.1' })), { createsNamespace: false }).map(needText)
  expect(needs).toContain(`list configmaps in ${namespace}`)
  expect(needs).toContain(`create roles.rbac.authorization.k8s.io in ${namespace}`)
})

test('the cluster is asked about each need, and what it does not know stays unknown', async () => {
  const clock = virtualClock()
  const needs = accessNeeds(plan, both)
  const cluster = {
    ...smallCluster(clock, () => ({})),
    can: async (verb: string, { kind, subresource }: { readonly kind: string; readonly subresource?: string }) => {
      if (kind === 'Lease')
        throw new ProblemError('cluster', [
          { severity: 'error', code: 'cluster/unknown-kind', message: 'no such kind' },
        ])
      return !(verb === 'get' && subresource === 'log')
    },
  }
  const reviewed = await reviewNeeds(cluster, needs)
  expect(reviewed.filter(({ verdict }) => verdict === 'denied').map(({ need }) => needText(need))).toEqual([
    `get pods/log in ${namespace}`,
  ])
  expect(reviewed.find(({ verdict }) => verdict === 'unknown')?.reason).toBe('no such kind')
  expect(reviewed.map(({ need }) => need)).toEqual(needs)
})
