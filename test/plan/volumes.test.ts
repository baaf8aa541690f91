import { expect, test } from 'vitest'
import type { Volume } from '../../src/model/pipeline.ts'
import { mountedVolumesFor } from '../../src/plan/volumes.ts'
import { aBatchStage, aBundle, aPipeline, someFacts } from '../builders-pipeline.ts'

const context = { pipeline: aPipeline(), facts: someFacts({ bundle: aBundle({ pieces: ['AA==', 'AA=='] }) }) }
const imageOnly = { source: 'image', program: { kind: 'image', args: [] } } as const

test.each<readonly [Volume['from'], object]>([
  [{ kind: 'pvc', claim: 'c' }, { persistentVolumeClaim: { claimName: 'c' } }],
  [{ kind: 'configMap', configMap: 'c' }, { configMap: { name: 'c' } }],
  [{ kind: 'secret', secret: 's' }, { secret: { secretName: 's' } }],
  [{ kind: 'emptyDir', memory: true, sizeLimit: '1Gi' }, { emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }],
  [{ kind: 'emptyDir', memory: false }, { emptyDir: {} }],
  [{ kind: 'hostPath', path: '/data' }, { hostPath: { path: '/data' } }],
])('a volume from %j', (from, source) => {
  const volume = { name: 'v', mountPath: '/v', readOnly: false, subPath: 'x', from }
  expect(mountedVolumesFor(context, aBatchStage({ ...imageOnly, volumes: [volume] }))).toEqual([
    { volume: { name: 'v', ...source }, mount: { name: 'v', mountPath: '/v', subPath: 'x' }, seenBy: 'all' },
  ])
})

test('pieces of the source are seen by the set-up alone, a cache by all', () => {
  const volumes = mountedVolumesFor(context, aBatchStage({ cacheVolume: 'wheels' }))
  expect(volumes.map(({ mount, seenBy }) => `${mount.mountPath} ${seenBy}`)).toEqual([
    '/bodywork/work all',
    '/bodywork/bootstrap all',
    '/bodywork/source/0 setup',
    '/bodywork/source/1 setup',
    '/bodywork/cache all',
  ])
})
