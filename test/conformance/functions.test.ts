import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { kubernetesName } from '../../src/model/names.ts'

const table: { readonly k8s_name: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync('test/conformance/functions.json', 'utf8'),
)

test.each(Object.entries(table.k8s_name))('the stage %j is named %j in Kubernetes, as it always was', (raw, name) => {
  expect(kubernetesName(raw)).toBe(name)
})
