import { expect, test } from 'vitest'
import { releaseSteps } from '../../src/run/release-steps.ts'
import { marksOf, type ReleaseRevision } from '../../src/run/releases.ts'
import { aRecord } from './records.ts'

const ours = marksOf('iris', 'abc').description
const revision = (number: number, status: string, description = ours): ReleaseRevision => ({
  revision: number,
  status,
  description,
})
const release = { stage: 'chart', name: 'model', namespace: 'ns', timeoutSeconds: 300, historyLimit: 30 }

test.each<[string, number | undefined, readonly ReleaseRevision[] | undefined, string | undefined]>([
  ['nothing was begun', 2, [revision(2, 'deployed')], undefined],
  ['the new revision is deployed', 2, [revision(2, 'superseded'), revision(3, 'deployed')], 'roll-back'],
  ['helm failed', 2, [revision(2, 'deployed'), revision(3, 'failed', 'Upgrade failed')], 'roll-back'],
  ['helm was killed', 2, [revision(2, 'deployed'), revision(3, 'pending-upgrade', 'Preparing upgrade')], 'roll-back'],
  [
    'it is back already',
    2,
    [revision(2, 'superseded'), revision(3, 'failed'), revision(4, 'deployed', 'Rollback to 2')],
    undefined,
  ],
  ['it is back at another one', 2, [revision(2, 'superseded'), revision(4, 'deployed', 'Rollback to 1')], 'roll-back'],
  ['somebody else upgraded it since', 2, [revision(3, 'failed'), revision(4, 'deployed', 'Upgrade complete')], 'keep'],
  ['it is gone', 2, [], 'roll-back'],
  ['nobody can tell', 2, undefined, 'roll-back'],
  ['it was never begun', undefined, [], undefined],
  ['it is new', undefined, [revision(1, 'deployed')], 'uninstall'],
  [
    'helm was killed at the first',
    undefined,
    [revision(1, 'pending-install', 'Initial install underway')],
    'uninstall',
  ],
  ['only its history is left', undefined, [revision(1, 'uninstalled')], undefined],
  ['somebody else installed it since', undefined, [revision(1, 'deployed', 'Install complete')], 'keep'],
  ['nobody can tell of a new one', undefined, undefined, 'uninstall'],
])('%s', (_, before, history, action) => {
  const record = aRecord({ releases: [{ ...release, ...(before === undefined ? {} : { before }) }] })
  const [step] = releaseSteps({ record, history: () => history, force: false })
  expect(step?.action).toBe(action)
})

test('what somebody else did is overwritten when that is asked for, and other stages are left alone', () => {
  const record = aRecord({ releases: [release] })
  const history = () => [revision(1, 'deployed', 'Install complete')]
  expect(releaseSteps({ record, history, force: true })).toMatchObject([{ action: 'uninstall', stage: 'chart' }])
  expect(releaseSteps({ record, history, force: true, only: 'other' })).toEqual([])
})
