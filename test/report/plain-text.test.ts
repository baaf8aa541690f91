import { expect, test } from 'vitest'
import { linesOf, plainText } from '../../src/report/plain-text.ts'
import { eventsOfFailedRun } from '../builders-events.ts'

const log = (line: string) =>
  linesOf({ type: 'stage.log', at: 0, stage: 'train', pod: 'p', container: 'main', line }, false)

test('a progress bar that draws over its line becomes a line for each state', () => {
  expect(log('\r10%\r 50%\r100%')).toEqual(['10%', ' 50%', '100%'])
  expect(log('from windows\r')).toEqual(['from windows'])
  expect(log('')).toEqual([''])
})

test('colours are there when they are asked for, and only then', () => {
  const written = (color: boolean) => {
    let text = ''
    const print = plainText(
      (piece) => {
        text += piece
      },
      { color },
    )
    for (const event of eventsOfFailedRun()) print(event)
    return text
  }
  expect(written(true)).toContain('\u001b[36mtrain\u001b[0m | epoch 1')
  expect(written(false)).not.toContain('\u001b')
})
