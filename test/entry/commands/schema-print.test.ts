import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runCli } from '../../../src/entry/cli.ts'
import { recordingIo } from '../../builders-io.ts'

test('the schema that editors load is printed as it stands in the repository', async () => {
  const io = recordingIo()
  expect(await runCli(['schema'], io)).toBe(0)
  expect(io.out()).toBe(readFileSync('schema/bodywork.schema.json', 'utf8'))
})

test('every key of the schema has a description', () => {
  const missing: string[] = []
  const walk = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return
    const { properties } = schema as { readonly properties?: Readonly<Record<string, object>> }
    for (const [key, property] of Object.entries(properties ?? {})) {
      const isDescribed = 'description' in property || '$ref' in property || path.includes('/if')
      if (!isDescribed) missing.push(`${path}/${key}`)
    }
    for (const [key, value] of Object.entries(schema)) walk(value, `${path}/${key}`)
  }
  walk(JSON.parse(readFileSync('schema/bodywork.schema.json', 'utf8')), '')
  expect(missing).toEqual([])
})
