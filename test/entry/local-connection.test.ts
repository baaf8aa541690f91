import { expect, test } from 'vitest'
import { connectLocal, refuseWindows } from '../../src/entry/local-connection.ts'
import { scratchFolder } from '../builders-process.ts'

test('when no cluster is up, one is started in this process and ends with the run; a second run is told to wait', async () => {
  const said: string[] = []
  const target = { env: { ...process.env, BODYWORK_LOCAL: scratchFolder() }, isLocal: true }
  const local = await connectLocal(target, (text) => said.push(text))
  if (local.kind !== 'here') throw new Error('another cluster is up')
  const answer = await local.transport.send({ method: 'GET', path: '/api/v1/namespaces/default', headers: {} })
  expect(answer.status).toBe(200)
  await expect(connectLocal(target, () => {})).rejects.toMatchObject({ problems: [{ code: 'local/taken' }] })
  await local.close()
  expect(said.join('')).toContain('"bodywork local up" keeps them running')
})

test('Windows is refused, with the way out', () => {
  expect(() => refuseWindows('win32')).toThrow('Windows has no process groups')
  expect(() => refuseWindows('linux')).not.toThrow()
})
