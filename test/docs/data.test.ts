import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eventDocs, meanings, reportDocs } from '../../scripts/event-docs.ts'
import { inputsDocs } from '../../scripts/inputs-docs.ts'
import { variantsOf } from '../../scripts/type-docs.ts'
import { exitCodes } from '../../src/entry/exit-codes.ts'
import { eventsOfFailedRun } from '../builders-events.ts'

test.each([
  ['events', eventDocs],
  ['report', reportDocs],
  ['inputs', inputsDocs],
])('docs/reference/%s.md is what "npm run generate" writes', (name, text) => {
  expect(readFileSync(`docs/reference/${name}.md`, 'utf8')).toBe(text())
})

test('every event and every field has a meaning', () => {
  const kinds = variantsOf('src/run/events.ts', 'RunEvent', 'type')
  expect(Object.keys(meanings).sort()).toEqual(kinds.map(({ name }) => name).sort())
  const empty = [eventDocs(), reportDocs()].flatMap((text) =>
    text.split('\n').filter((line) => / \| {2}\|$/.test(line)),
  )
  expect(empty).toEqual([])
})

test('an event has no field that the reference does not name', () => {
  const kinds = new Map(variantsOf('src/run/events.ts', 'RunEvent', 'type').map((kind) => [kind.name, kind]))
  for (const event of eventsOfFailedRun()) {
    const known = kinds.get(event.type)?.fields.map(({ name }) => name) ?? []
    expect(['type', 'at', ...known]).toEqual(expect.arrayContaining(Object.keys(event)))
  }
})

test('every exit code is in its reference, with its number, and no other', () => {
  const rows = readFileSync('docs/reference/exit-codes.md', 'utf8').matchAll(/^\| (\d+) \| `(\w+)` \|/gm)
  expect(Object.fromEntries([...rows].map(([, code, name]) => [name, Number(code)]))).toEqual(exitCodes)
})

test('the end of a run that the README shows is that of the run which its pictures show', () => {
  const run: { lines: string[] } = JSON.parse(readFileSync('docs/images/failed-run.json', 'utf8'))
  const lines = run.lines.map((line) => line.replaceAll(/\u001b\[[0-9;]*m/g, ''))
  const end = lines.slice(lines.findIndex((line) => line.startsWith('serve | failed after')))
  expect(end.length).toBeGreaterThan(5)
  expect(readFileSync('README.md', 'utf8')).toContain(`\`\`\`text\n${end.join('\n')}\n\`\`\`\n`)
})
