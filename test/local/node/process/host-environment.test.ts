import { expect, test } from 'vitest'
import { hostEnvironment } from '../../../../src/local/node/process/host-environment.ts'

test('the way to the network and to packages is passed on, secrets of the shell are not', () => {
  const env = hostEnvironment({
    AWS_SECRET_ACCESS_KEY: 'x',
    PIP_INDEX_URL: 'http://i',
    LANG: 'C',
    NO_PROXY: 'corp',
    HOME: '/nowhere',
  })
  expect(env).toEqual({
    PIP_INDEX_URL: 'http://i',
    LANG: 'C',
    PIP_CACHE_DIR: '/nowhere/.cache/pip',
    NO_PROXY: 'corp,localhost,127.0.0.1,127.0.0.0/8,.svc,.svc.cluster.local',
    no_proxy: 'corp,localhost,127.0.0.1,127.0.0.0/8,.svc,.svc.cluster.local',
  })
})
