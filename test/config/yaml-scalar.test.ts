import { expect, test } from 'vitest'
import { isOldOctal, isSexagesimal, resolvePlain } from '../../src/config/yaml-scalar.ts'

const cases: readonly (readonly [string, string, unknown])[] = [
  ['', 'null', null],
  ['~', 'null', null],
  ['NULL', 'null', null],
  ['nUll', 'text', 'nUll'],
  ['yes', 'boolean', true],
  ['Off', 'boolean', false],
  ['TRUE', 'boolean', true],
  ['yEs', 'text', 'yEs'],
  ['y', 'text', 'y'],
  ['N', 'text', 'N'],
  ['010', 'integer', 8],
  ['08', 'text', '08'],
  ['0o10', 'text', '0o10'],
  ['0x1F', 'integer', 31],
  ['0b101', 'integer', 5],
  ['1_000', 'integer', 1000],
  ['-7', 'integer', -7],
  ['1:30', 'integer', 90],
  ['1:75', 'text', '1:75'],
  ['1:30.5', 'float', 90.5],
  ['1.0', 'float', 1],
  ['.5', 'float', 0.5],
  ['1.', 'float', 1],
  ['1e3', 'text', '1e3'],
  ['1.0e3', 'text', '1.0e3'],
  ['1.0e+3', 'float', 1000],
  ['-.inf', 'float', Number.NEGATIVE_INFINITY],
  ['.NaN', 'float', Number.NaN],
  ['.', 'text', '.'],
  ['2020-01-01', 'date', '2020-01-01'],
  ['2020-01-01 10:00:00', 'date', '2020-01-01 10:00:00'],
  ['1.2.3', 'text', '1.2.3'],
  ['=', 'text', '='],
]

test.each(cases)('%j is read as %s', (text, type, value) => {
  expect(resolvePlain(text)).toEqual({ type, value })
})

test('surprising numbers are told apart', () => {
  expect(['010', '0', '00', '10'].map(isOldOctal)).toEqual([true, false, false, false])
  expect(['1:30', '-2:05', '12', '1:99'].map(isSexagesimal)).toEqual([true, true, false, false])
})
