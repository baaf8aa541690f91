import type { OptionSpec } from './command.ts'

/** The option that says how to print; the first choice is what happens without it. */
export function formatOf(choices: readonly [string, ...string[]], summary = 'how to print'): OptionSpec {
  return { name: 'format', kind: 'text', value: choices.join('|'), choices, summary, default: choices[0] }
}
