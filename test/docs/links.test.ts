import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { parseArguments } from '../../src/entry/arguments.ts'
import { findCommand } from '../../src/entry/cli.ts'
import { commandTable } from '../../src/entry/command-table.ts'
import { bodyworkCommands, links, withoutCode } from './markdown.ts'

const root = join(import.meta.dirname, '../..')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...markdownIn('docs'),
  ...markdownIn('examples'),
]

function markdownIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort()
}

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
  for (const page of pages)
    for (const words of bodyworkCommands(readFileSync(join(root, page), 'utf8'))) {
      const found = findCommand(commandTable, words)
      const parsed = found === undefined ? undefined : parseArguments(await found.entry.load(), found.rest)
      const isHelp = words.includes('--help') || words[0] === 'help'
      if (isHelp ? found === undefined && words[0] !== 'help' : parsed?.ok !== true)
        faults.push(`${page}: bodywork ${words.join(' ')}`)
    }
  expect(faults).toEqual([])
})
