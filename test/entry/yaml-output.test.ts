import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { objectsAsYaml, valueAsYaml } from '../../src/entry/yaml-output.ts'

test.each(['on', 'No', 'y', '010', '0o17', '1:30', '1e3', '0x1f', '.5', '2026-01-02', '~', 'null', '=', '-', ''])(
  'the text %j stays text for readers of YAML 1.1 and 1.2',
  (text) => {
    const yaml = valueAsYaml({ value: text })
    for (const version of ['1.1', '1.2'] as const) expect(parse(yaml, { version })).toEqual({ value: text })
    expect(yaml).toBe(`value: ${JSON.stringify(text)}\n`)
  },
)

test('each object is a document of its own, long lines are not broken and repeated parts not referred to', () => {
  const labels = { a: 'b' }
  const object = {
    apiVersion: 'v1',
    kind: 'K',
    metadata: { name: 'n', labels },
    labels,
    text: `${'word '.repeat(40)}end`,
  }
  const yaml = objectsAsYaml([object, object])
  expect(yaml.match(/^---$/gm)).toHaveLength(2)
  expect(yaml).not.toMatch(/[&*]a1/)
  expect(yaml).toContain(`text: ${object.text}\n`)
})

test('text of several lines is a block', () => {
  expect(valueAsYaml({ text: 'a: 1\nb: "2"\n' })).toBe('text: |\n  a: 1\n  b: "2"\n')
})
