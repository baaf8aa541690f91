import { expect, test } from 'vitest'
import { startOfImage } from '../../../../src/local/node/process/images.ts'

test('a command runs whatever the image is', () => {
  expect(startOfImage('acme/x:1', ['a'], ['b'], { 'acme/x': ['c'] })).toEqual({ kind: 'argv', argv: ['a', 'b'] })
})

test.each(['python:3.11', 'registry.local:5000/python', 'python@sha256:abc', 'bodyworkml/bodywork-core:3.0'])(
  '%s starts Python, or its arguments',
  (image) => {
    expect(startOfImage(image, [], [], {})).toEqual({ kind: 'argv', argv: ['python3'] })
    expect(startOfImage(image, [], ['pip', 'list'], {})).toEqual({ kind: 'argv', argv: ['pip', 'list'] })
  },
)

test('another image starts what the map says, by its name with or without the tag', () => {
  const map = { 'host:5000/acme/x': ['x'], 'acme/y:2': ['y'] }
  expect(startOfImage('host:5000/acme/x:1', [], ['a'], map)).toEqual({ kind: 'argv', own: ['x'], argv: ['a'] })
  expect(startOfImage('acme/y:2', [], [], map)).toEqual({ kind: 'argv', own: ['y'], argv: [] })
  expect(startOfImage('acme/y:3', [], [], map)).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('"acme/y": ['),
  })
})
