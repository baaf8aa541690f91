import { expect, test } from 'vitest'
import { runCli } from '../../../src/entry/cli.ts'
import { recordingIo } from '../../builders-io.ts'

test('without Python the demo says what it needs and does nothing', async () => {
  const io = recordingIo({ env: { PATH: '/nowhere' } })
  expect(await runCli(['demo'], io)).toBe(2)
  expect(io.err()).toContain('the demo needs Python 3.9 or newer with venv')
})
