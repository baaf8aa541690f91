import { expect, test } from 'vitest'
import { groupOf, type Need, needText, resourceOf } from '../../src/manage/access-need.ts'
import { accessNeeds } from '../../src/manage/access-plan.ts'
import { controllerObjects } from '../../src/manage/controller-access.ts'
import { field, type KubeObject } from '../../src/plan/objects.ts'
import { listField } from '../../src/run/world.ts'
import { aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { aPlan } from '../run/run-on.ts'

const role = controllerObjects().find(({ kind }) => kind === 'ClusterRole')

function isAllowed(need: Need, by: KubeObject | undefined): boolean {
  const subresource = need.subresource === undefined ? '' : `/${need.subresource}`
  const resource = `${resourceOf(need.apiVersion, need.kind)}${subresource}`
  return listField(by, 'rules').some(
    (rule) =>
      listField(rule, 'apiGroups').includes(groupOf(need.apiVersion)) &&
      listField(rule, 'resources').includes(resource) &&
      listField(rule, 'verbs').includes(need.verb),
  )
}

test.each([
  ['batch and service stages', aPipeline()],
  [
    'an ingress and a secrets group',
    aPipeline({
      secretsGroup: 'prod',
      steps: [['serve']],
      stages: [aServiceStage({ ingress: { via: 'ingress', annotations: {} } })],
    }),
  ],
  ['an older configuration', aPipeline({ generation: '1.1' })],
])('schedules may do everything that deploying %s needs', (_name, pipeline) => {
  const lacking = accessNeeds(aPlan(pipeline), { createsNamespace: true }).filter((need) => !isAllowed(need, role))
  expect(lacking.map(needText)).toEqual([])
})

test('no rule allows everything', () => {
  for (const rule of listField(role, 'rules'))
    for (const part of ['apiGroups', 'resources', 'verbs']) expect(field(rule, part)).not.toContain('*')
})
