import { entriesOf, memberOf } from './orb-shape.ts'

/** Runtimes that runners start today. */
const runtimes = ['node20', 'node24']
const colors = ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark']
const topKeys = ['name', 'author', 'description', 'branding', 'inputs', 'outputs', 'runs']
const inputKeys = ['description', 'required', 'default', 'deprecationMessage']
const runKeys = ['using', 'main', 'pre', 'pre-if', 'post', 'post-if']
const identifier = /^[A-Za-z_][A-Za-z0-9_-]*$/

/** What GitHub's published metadata syntax forbids in the action.yml of a JavaScript action. */
export function actionProblems(action: unknown): readonly string[] {
  const runs = memberOf(action, 'runs')
  const branding = memberOf(action, 'branding')
  return [
    ...unknownKeys('action.yml', action, topKeys),
    ...['name', 'description'].flatMap((key) => textProblems(key, memberOf(action, key))),
    ...(String(memberOf(action, 'description')).length <= 125 ? [] : ['the Marketplace shows 125 characters of it']),
    ...unknownKeys('runs', runs, runKeys),
    ...(runtimes.includes(String(memberOf(runs, 'using'))) ? [] : [`runs.using cannot be ${memberOf(runs, 'using')}`]),
    ...textProblems('runs.main', memberOf(runs, 'main')),
    ...unknownKeys('branding', branding, ['icon', 'color']),
    ...(colors.includes(String(memberOf(branding, 'color'))) ? [] : ['branding.color is none of the nine']),
    ...entriesOf(memberOf(action, 'inputs')).flatMap(([name, input]) => [
      ...memberProblems(`inputs.${name}`, name, input, inputKeys),
      ...(['string', 'undefined'].includes(typeof memberOf(input, 'default'))
        ? []
        : [`inputs.${name}.default is no text`]),
      ...(['boolean', 'undefined'].includes(typeof memberOf(input, 'required'))
        ? []
        : [`inputs.${name}.required is no boolean`]),
    ]),
    ...entriesOf(memberOf(action, 'outputs')).flatMap(([name, output]) =>
      memberProblems(`outputs.${name}`, name, output, ['description']),
    ),
  ]
}

function memberProblems(at: string, name: string, value: unknown, keys: readonly string[]): readonly string[] {
  return [
    ...(identifier.test(name) ? [] : [`${at}: the name is not allowed`]),
    ...unknownKeys(at, value, keys),
    ...textProblems(`${at}.description`, memberOf(value, 'description')),
  ]
}

function textProblems(at: string, value: unknown): readonly string[] {
  return typeof value === 'string' && value.trim() !== '' ? [] : [`${at} is missing`]
}

function unknownKeys(at: string, value: unknown, keys: readonly string[]): readonly string[] {
  return entriesOf(value)
    .filter(([key]) => !keys.includes(key))
    .map(([key]) => `${at} has an unknown key "${key}"`)
}
