import { expect, test } from 'vitest'
import { runCli } from '../../src/entry/cli.ts'
import type { Command, CommandEntry } from '../../src/entry/command.ts'
import { ProblemError } from '../../src/model/problem.ts'
import { problemLink } from '../../src/report/problem-link.ts'
import { recordingIo } from '../builders-io.ts'

const greet: Command = {
  name: 'greet world',
  summary: 'greet somebody',
  positionals: [{ name: 'NAME', summary: 'who', isRequired: true }],
  options: [
    { name: 'loud', kind: 'flag', summary: 'shout' },
    { name: 'times', kind: 'number', value: 'N', summary: 'how often', default: '1' },
  ],
  examples: ['bodywork greet world Ada'],
  run: (input, io) => {
    if (input.positionals[0] === 'nobody')
      throw new ProblemError('cluster', [{ severity: 'error', code: 'x/y', message: 'nobody is there' }])
    io.stdout(
      `${input.flag('loud') === true ? 'HELLO' : 'hello'} ${input.positionals[0]} ${input.number('times') ?? 1}\n`,
    )
    return Promise.resolve(0)
  },
}
const table: readonly CommandEntry[] = [
  { name: 'greet world', aliases: ['hail'], summary: 'greet somebody', load: () => Promise.resolve(greet) },
  { name: 'secret aid', summary: 'hidden', isHidden: true, load: () => Promise.resolve(greet) },
]

test('a command of two words gets its arguments', async () => {
  const io = recordingIo()
  expect(await runCli(['greet', 'world', 'Ada', '--loud', '--times=3'], io, table)).toBe(0)
  expect(io.out()).toBe('HELLO Ada 3\n')
})

test('an old name works and says the new one once, on standard error', async () => {
  const io = recordingIo()
  expect(await runCli(['hail', 'Ada'], io, table)).toBe(0)
  expect(io.err()).toBe('note: "hail" is now "bodywork greet world"\n')
})

test('an unknown command exits 2 with the nearest name', async () => {
  const io = recordingIo()
  expect(await runCli(['greet', 'wrold'], io, table)).toBe(2)
  expect(io.err()).toContain('Did you mean "greet world"?')
})

test('no words print the overview without hidden commands', async () => {
  const io = recordingIo()
  expect(await runCli([], io, table)).toBe(0)
  expect(io.out()).toContain('greet world  greet somebody')
  expect(io.out()).not.toContain('secret aid')
})

test.each([['--help'], ['-h']])('%s prints usage, options and examples', async (word) => {
  const io = recordingIo()
  expect(await runCli(['greet', 'world', word], io, table)).toBe(0)
  expect(io.out()).toContain('Usage: bodywork greet world NAME [OPTIONS]')
  expect(io.out()).toContain('--times N')
  expect(io.out()).toContain('(default: 1)')
})

test('problems of a command are printed without a stack trace and give its exit code', async () => {
  const io = recordingIo()
  expect(await runCli(['greet', 'world', 'nobody'], io, table)).toBe(3)
  expect(io.err()).toBe(`error: nobody is there [x/y]\nexplained at ${problemLink('x/y')}\n`)
})

test('all wrong words are reported at once', async () => {
  const io = recordingIo()
  expect(await runCli(['greet', 'world', '--laud', '--times', 'many'], io, table)).toBe(2)
  expect(io.err()).toContain('no option --laud')
  expect(io.err()).toContain('Did you mean "--loud"?')
  expect(io.err()).toContain('--times needs a number, not "many"')
  expect(io.err()).toContain('needs NAME')
})
