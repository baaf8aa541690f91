import { expect, test } from 'vitest'
import { parseCron } from '../../src/model/cron.ts'
import { cronDoubt, cronWords } from '../../src/report/cron-words.ts'

test.each([
  ['* * * * *', 'every minute'],
  ['*/5 * * * *', 'every 5 minutes'],
  ['0 * * * *', 'every hour'],
  ['@hourly', 'every hour'],
  ['20 * * * *', 'at minute 20 of every hour'],
  ['* 0 * * *', 'every minute from 00:00 to 00:59'],
  ['*/10 9-17 * * 1-5', 'every 10 minutes from 09:00 to 17:59 from Monday to Friday'],
  ['30 2 * * *', 'at 02:30 every day'],
  ['30 2,14 * * MON,WED', 'at 02:30 and 14:30 on Monday and Wednesday'],
  ['0 */2 * * *', 'at minute 0 of every 2nd hour'],
  ['0 9-17 * * *', 'at minute 0 of the hours 9 to 17'],
  ['0,30 * * * *', 'at minutes 0 and 30 of every hour'],
  ['0 0 1 1 *', 'at 00:00 on day 1 of the month in January'],
  ['0 0 13 * 5', 'at 00:00 on day 13 of the month or on Friday'],
  ['0 3 * JUN-AUG *', 'at 03:00 in June to August'],
  ['@every 90m', 'every 1 h 30 min'],
])('%s is %s', (text, words) => {
  const schedule = parseCron(text)
  expect(schedule.ok && cronWords(schedule.value)).toBe(words)
})

test('every minute of one hour is doubted, since it is often meant to be hourly', () => {
  const doubts = ['* 0 * * *', '0 * * * *', '* * * * *'].map((text) => {
    const schedule = parseCron(text)
    return schedule.ok ? cronDoubt(schedule.value) : 'none'
  })
  expect(doubts).toEqual([
    'it runs every minute from 00:00 to 00:59; once an hour is "0 * * * *"',
    undefined,
    undefined,
  ])
})
