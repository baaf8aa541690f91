import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { controllerImage, scheduleName, timeText } from '../../src/entry/cron-input.ts'
import { issuesUrl, version } from '../../src/model/version.ts'

const named = (name?: string) => ({
  positionals: [],
  text: (option: string) => (option === 'name' ? name : undefined),
  flag: () => undefined,
  number: () => undefined,
  list: () => [],
})

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

test('a name that a CronJob cannot have is refused', () => {
  expect(scheduleName(named('iris-nightly'))).toBe('iris-nightly')
  expect(() => scheduleName(named())).toThrow('--name is missing')
  expect(() => scheduleName(named('Iris'))).toThrow('"Iris" cannot be the name of a cronjob')
  expect(() => scheduleName(named('i'.repeat(53)))).toThrow('cannot be the name')
})

test('times are shown by the clocks of the zone', () => {
  const noon = Date.parse('2026-07-01T12:00:00Z')
  expect(timeText(noon, 'Europe/London')).toContain('13:00')
  expect(timeText(noon, undefined)).toContain('12:00')
})
