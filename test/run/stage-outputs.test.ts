import { expect, test } from 'vitest'
import { reportOf } from '../../src/run/stage-outputs.ts'

test('outputs and the error come from the JSON of the bootstrap', () => {
  expect(reportOf('{"outputs":{"rows":"7","score":0.5},"error":"boom"}')).toEqual({
    outputs: { rows: '7', score: '0.5' },
    error: 'boom',
  })
  expect(reportOf('{"outputs":{},"error":""}')).toEqual({ outputs: {} })
})

test('a program without the bootstrap may write KEY=VALUE lines; anything else is nothing', () => {
  expect(reportOf('rows=7\nnoise\nname=a=b')).toEqual({ outputs: { rows: '7', name: 'a=b' } })
  expect(reportOf('{broken')).toEqual({ outputs: {} })
  expect(reportOf('')).toEqual({ outputs: {} })
})
