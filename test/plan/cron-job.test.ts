import { expect, test } from 'vitest'
import { objectsAsYaml } from '../../src/entry/yaml-output.ts'
import { cronJobFor } from '../../src/plan/cron-job.ts'
import { field } from '../../src/plan/objects.ts'

const schedule = {
  name: 'nightly',
  namespace: 'bodywork-deployment-jobs',
  schedule: '0 3 * * *',
  timeZone: 'Etc/UTC',
  retries: 1,
  historyLimit: 2,
  deadlineSeconds: 3600,
  labels: { 'deployment-name': 'nightly' },
  annotations: { 'bodywork.dev/repository': 'https://git.example/a' },
  pod: { containers: [{ name: 'bodywork', image: 'i:1', command: ['bodywork', 'deploy'] }] },
}

test('a schedule is as it was', async () => {
  await expect(objectsAsYaml([cronJobFor(schedule)])).toMatchFileSnapshot('../golden/plan/cron-job.yaml')
})

test('without a time zone the cluster decides', () => {
  const { timeZone: _, ...local } = schedule
  expect(field(cronJobFor(local), 'spec')).not.toHaveProperty('timeZone')
})
