import { expect, test } from 'vitest'
import { deleteRunJob } from '../../src/manage/run-jobs.ts'
import { managedCluster } from './cluster.ts'

const aJob = (name: string, labels: Record<string, string>) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, namespace: 'bodywork-deployment-jobs', labels },
})

test('the Job of a run that an earlier release started is deleted; one of somebody else is refused', async () => {
  const cluster = managedCluster([aJob('async-workflow-iris', { app: 'bodywork' }), aJob('theirs', {})])
  await expect(deleteRunJob(cluster, 'async-workflow-irsi')).rejects.toThrow(
    'there is no Job in bodywork-deployment-jobs',
  )
  await expect(deleteRunJob(cluster, 'theirs')).rejects.toThrow('was not made by bodywork')
  await deleteRunJob(cluster, 'async-workflow-iris')
  expect(cluster.objects('Job').map(({ metadata }) => metadata.name)).toEqual(['theirs'])
})
