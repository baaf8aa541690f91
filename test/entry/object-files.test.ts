import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { writeObjectFiles } from '../../src/entry/object-files.ts'
import { aFolder } from '../builders-repository.ts'

const object = (name: string) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'ns' } })

test('each object has a file, and a kustomization lists them in order', async () => {
  const folder = join(aFolder({}), 'new')
  await writeObjectFiles(folder, [object('b'), object('a')])
  const text = (name: string) => parse(readFileSync(join(folder, name), 'utf8'))
  expect(text('kustomization.yaml').resources).toEqual(['service-ns-b.yaml', 'service-ns-a.yaml'])
  expect(text('service-ns-a.yaml')).toEqual(object('a'))
})

test('what an earlier rendering left is replaced', async () => {
  const folder = aFolder({})
  await writeObjectFiles(folder, [object('old')])
  await writeObjectFiles(folder, [object('new')])
  expect(readdirSync(folder).sort()).toEqual(['kustomization.yaml', 'service-ns-new.yaml'])
})

test('a folder with files of somebody else is left alone', async () => {
  const folder = aFolder({ 'precious.yaml': 'a: 1\n' })
  await expect(writeObjectFiles(folder, [object('a')])).rejects.toThrow('precious.yaml')
  expect(readdirSync(folder)).toEqual(['precious.yaml'])
})
