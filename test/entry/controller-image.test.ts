import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { controllerImage, controllerPrograms, controllerRepository } from '../../src/entry/controller-image.ts'
import { startOfImage } from '../../src/local/node/process/images.ts'
import { issuesUrl, version } from '../../src/model/version.ts'

test('schedules run in the image that a release publishes, unless another is named', () => {
  const repository = /github\.com\/(.+)\/issues/.exec(issuesUrl)?.[1]
  expect(controllerImage({})).toBe(`ghcr.io/${repository}:${version}`)
  expect(controllerImage({ BODYWORK_CONTROLLER_IMAGE: 'own:1' })).toBe('own:1')
  const release = readFileSync('.github/workflows/release.yml', 'utf8')
  expect(release).toContain('IMAGE: ghcr.io/${{ github.repository }}')
  const file = /--file (\S+)/.exec(release)?.[1] ?? ''
  expect(existsSync(file)).toBe(true)
  expect(readFileSync(file, 'utf8')).toContain('ENTRYPOINT ["bodywork"]')
})

test('on the local cluster a schedule runs this program', () => {
  const programs = controllerPrograms('/opt/bodywork/dist/index.js', '/home/me/kubeconfig')
  expect(
    startOfImage(`${controllerRepository}:${version}`, [], ['deploy', 'https://git.example/iris'], programs),
  ).toEqual({
    kind: 'argv',
    own: ['env', 'KUBECONFIG=/home/me/kubeconfig', process.execPath, '/opt/bodywork/dist/index.js'],
    argv: ['deploy', 'https://git.example/iris'],
  })
})
