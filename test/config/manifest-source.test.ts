import { expect, test } from 'vitest'
import { readManifests } from '../../src/config/manifest-source.ts'

const substitution = {
  values: { replicas: '3' },
  texts: { namespace: 'iris', commit: '0123' },
  outputs: ['outputs.train.accuracy'],
}
const read = (text: string) => readManifests('k8s/a.yaml', text, substitution)
const objects = (text: string) => {
  const result = read(text)
  return result.ok ? result.value.map(({ object }) => object) : result.problems.map(({ code }) => code)
}
const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'

test('every document is an object, lists are opened, empty documents are none', () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n- ${head.replaceAll('\n', '\n  ')}`
  expect(objects(`# nothing\n---\n${head}---\n---\n${list}`)).toHaveLength(2)
  expect(objects('')).toEqual([])
})

test('values are filled in: unquoted ones become what they mean, quoted ones and those of the run stay text', () => {
  const data =
    'data:\n  a: ${replicas}\n  b: "${replicas}"\n  c: x-${replicas}\n  d: ${commit}\n  e: \'${namespace}\'\n'
  expect(objects(head + data)).toMatchObject([{ data: { a: 3, b: '3', c: 'x-3', d: '0123', e: 'iris' } }])
})

test('outputs wait for the run, and unquoted ones are marked to become what they mean', () => {
  const data = 'data:\n  a: ${outputs.train.accuracy}\n  b: "is ${outputs.train.accuracy}"\n'
  expect(objects(head + data)).toMatchObject([
    { data: { a: '${=outputs.train.accuracy}', b: 'is ${outputs.train.accuracy}' } },
  ])
})

test('variables of scripts stay, and an escaped one loses its escape', () => {
  expect(objects(`${head}data: {a: "echo \${HOME} $\${namespace}"}`)).toMatchObject([
    { data: { a: 'echo ${HOME} ${namespace}' } },
  ])
})

test('times and dates stay text, and words of YAML 1.1 are booleans', () => {
  const [object] = objects(`${head}data: {a: 1:30, b: 2026-01-02, c: yes, d: "yes", e: 010}`)
  expect(object).toMatchObject({ data: { a: '1:30', b: '2026-01-02', c: true, d: 'yes', e: 8 } })
})

test('an object without kind is refused with its place', () => {
  const { problems } = read('---\napiVersion: v1\nmetadata: {name: a}\n')
  expect(problems).toMatchObject(
    [{ code: 'manifest/incomplete', message: /no kind/, place: { file: 'k8s/a.yaml', line: 2, column: 1 } }].map(
      (problem) => ({ ...problem, message: expect.stringMatching(problem.message) }),
    ),
  )
})

test('a misspelt value is a warning, an unknown output an error', () => {
  const warned = read(`${head}data: {a: "\${namespce}"}`)
  expect(warned.problems).toMatchObject([
    { severity: 'warning', code: 'manifest/unknown-value', hint: 'Did you mean "namespace"?' },
  ])
  expect(objects(`${head}data: {a: "\${outputs.train.acuracy}"}`)).toEqual(['manifest/unknown-value'])
})

test('a name cannot depend on an output', () => {
  expect(objects('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "a-${outputs.train.accuracy}"}')).toEqual([
    'manifest/late-name',
  ])
})
