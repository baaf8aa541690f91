import { expect, test } from 'vitest'
import { ObjectStream, type Said } from '../../src/source/object-stream.ts'

const id = 'a'.repeat(40)
const output = Buffer.from(`${id} blob 7\none\ntwo\n${id} tree 0\n\nb^{tree} missing\n${id} commit 1\nx\n`)

function told(pieces: readonly Buffer[]): readonly string[] {
  const stream = new ObjectStream()
  return pieces.flatMap((piece) => [...stream.take(piece)]).map(textOf)
}

function textOf(said: Said): string {
  if (said.said === 'object') return `${said.object.kind} ${String(said.object.content)}`
  return said.said === 'size' ? String(said.bytes) : `no ${said.name}`
}

test('objects are told in order, whatever they hold', () => {
  expect(told([output])).toEqual(['7', 'blob one\ntwo', '0', 'tree ', 'no b^{tree}', '1', 'commit x'])
})

test('it does not matter where the output is cut', () => {
  const whole = told([output])
  for (let at = 0; at <= output.length; at++) expect(told([output.subarray(0, at), output.subarray(at)])).toEqual(whole)
  expect(told([...output].map((byte) => Buffer.from([byte])))).toEqual(whole)
})
