import { expect, test } from 'vitest'
import { addressBook, sharedPort, usualAddressing } from '../../../../src/local/node/process/addresses.ts'
import { scratchFolder } from '../../../builders-process.ts'

test('pods get one address after the other, services keep theirs over a restart', () => {
  const root = scratchFolder()
  const book = addressBook(root, 'range')
  const serve = book.service('serve.team')
  expect(new Set([book.newPod(), book.newPod(), serve, book.service('other.team')]).size).toBe(4)
  expect(addressBook(root, 'range').service('serve.team')).toBe(serve)
  expect(serve).toMatch(/^127\.\d+\.128\.1$/)
})

test('only Linux answers on all of 127.0.0.0/8', () => {
  expect([usualAddressing('linux'), usualAddressing('darwin')]).toEqual(['range', 'ports'])
})

test('shared ports stay below those that the system gives away', () => {
  expect([sharedPort(() => 0), sharedPort(() => 0.9999)]).toEqual([20_000, 31_998])
})

test('an address is given again only when its pod has gone', () => {
  const book = addressBook(scratchFolder(), 'range')
  const [first, second] = [book.newPod(), book.newPod()]
  for (let pod = 2; pod < 127 * 254; pod++) book.newPod()
  expect(() => book.newPod()).toThrow('every address for pods is taken')
  book.release(second ?? '')
  expect(book.newPod()).toBe(second)
  expect(first).not.toBe(second)
})
