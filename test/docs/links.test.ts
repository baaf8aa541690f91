import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { parseArguments } from '../../src/entry/arguments.ts'
import { findCommand } from '../../src/entry/cli.ts'
import { commandTable } from '../../src/entry/command-table.ts'
import { bodyworkCommands, codeSpans, links, withoutCode } from './markdown.ts'
import { pages, root } from './pages.ts'

/** Anchors as GitHub makes them of headings. */
function anchors(page: string): ReadonlySet<string> {
  const text = withoutCode(readFileSync(join(root, page), 'utf8'))
  const plain = [...text.matchAll(/^#+ +(.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
  const named = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map((match) => match[1] ?? '')
  return new Set([...plain, ...named])
}

function fault(page: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)))
  if (!existsSync(join(root, file))) return `${page}: ${target} does not exist`
  if (anchor === undefined || !file.endsWith('.md')) return undefined
  return anchors(file).has(anchor) ? undefined : `${page}: ${target} has no such heading`
}

test('every relative link of the documentation leads somewhere', () => {
  const faults = pages.flatMap((page) =>
    links(readFileSync(join(root, page), 'utf8'))
      .filter((target) => !/^[a-z]+:/.test(target))
      .flatMap((target) => fault(page, target) ?? []),
  )
  expect(faults).toEqual([])
})

test('every bodywork command that the documentation shows is one that the program understands', async () => {
  const faults: string[] = []
  let seen = 0
  for (const page of pages)
    for (const words of bodyworkCommands(readFileSync(join(root, page), 'utf8'))) {
      seen++
      const found = findCommand(commandTable, words)
      const parsed = found === undefined ? undefined : parseArguments(await found.entry.load(), found.rest)
      const isHelp = words.includes('--help') || words[0] === 'help'
      if (isHelp ? found === undefined && words[0] !== 'help' : parsed?.ok !== true)
        faults.push(`${page}: bodywork ${words.join(' ')}`)
    }
  expect(faults).toEqual([])
  expect(seen).toBeGreaterThan(150)
})

test('a command within a sentence is one that there is', () => {
  const faults = pages.flatMap((page) =>
    codeSpans(readFileSync(join(root, page), 'utf8'))
      .filter((code) => /^(?:bodywork|bw) [a-z]/.test(code))
      .filter(
        (code) =>
          !code.startsWith('bodywork help') && findCommand(commandTable, code.split(' ').slice(1)) === undefined,
      )
      .map((code) => `${page}: ${code}`),
  )
  expect(faults).toEqual([])
})

test('every npm script that the documentation names is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const named = pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/npm run ([a-z][a-z0-9:-]*)/g)].map(([, name = '']) => name),
  )
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
  expect(named).toContain('demo')
})

test('the README leads to every guide and every explanation', () => {
  const targets = links(readFileSync(join(root, 'README.md'), 'utf8'))
  expect(pages.filter((page) => page.startsWith('docs/') && !targets.includes(page))).toEqual([])
})
