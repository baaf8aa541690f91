import { Document, isMap, isScalar } from 'yaml'
import { formatDuration } from '../model/duration.ts'
import type { IniProject } from './ini-tree.ts'
import { entryOf, type MapTree, type Tree, valueAt } from './tree.ts'
import { keyOf } from './yaml-key.ts'

/** INI files as one configuration of 2.0, with the comments that stood above their options. */
export function migratedIni({ tree, files }: IniProject): string {
  const comments = new Map<string, readonly string[]>()
  for (const [file, sections] of files)
    for (const options of sections.values())
      for (const option of options.values())
        if (option.comments.length > 0) comments.set(`${file}:${option.place.line}`, option.comments)
  const content = {
    version: '2.0',
    pipeline: { ...plain(valueAt(tree, 'pipeline')), defaults: { security: 'image' } },
    stages: plain(valueAt(tree, 'stages')),
    logging: plain(valueAt(tree, 'logging')),
  }
  const document = new Document(content, { version: '1.1' })
  comment(document.contents, tree, comments)
  for (const [place, lines] of comments) remaining(document, tree, place, lines)
  return document.toString({ lineWidth: 0 })
}

/** Values in the spelling a person would choose. */
function plain(tree: Tree | undefined, key = ''): Record<string, unknown> {
  if (tree?.kind !== 'map') return {}
  return Object.fromEntries(tree.entries.map((entry) => [entry.key, value(entry.value, `${key}.${entry.key}`)]))
}

function value(tree: Tree, path: string): unknown {
  if (tree.kind === 'map') return plain(tree, path)
  if (tree.kind === 'list') return tree.items.map((item) => value(item, path))
  const isTime = /\.(?:batch\.timeout|service\.startup_timeout)$/.test(path)
  return isTime && typeof tree.value === 'number' && tree.value > 0 ? formatDuration(tree.value) : tree.value
}

function comment(node: unknown, tree: Tree, comments: Map<string, readonly string[]>): void {
  if (!isMap(node) || tree.kind !== 'map') return
  for (const pair of node.items) {
    const entry = entryOf(tree, keyOf(pair))
    if (entry === undefined) continue
    const lines = comments.get(`${entry.place.file}:${entry.place.line}`)
    if (lines !== undefined && isScalar(pair.key) && !isGroup(entry.value)) pair.key.commentBefore = commentText(lines)
    if (!isGroup(entry.value)) comments.delete(`${entry.place.file}:${entry.place.line}`)
    comment(pair.value, entry.value, comments)
  }
}

/** Comments of options that have no key of their own stand above their stage, or on top. */
function remaining(document: Document, tree: Tree, place: string, lines: readonly string[]): void {
  const file = place.slice(0, place.lastIndexOf(':'))
  const stages = valueAt(tree, 'stages')
  const stage = stages?.kind === 'map' ? stages.entries.find((entry) => entry.place.file === file) : undefined
  const node = document.get('stages')
  const pair = isMap(node) ? node.items.find((item) => stage !== undefined && keyOf(item) === stage.key) : undefined
  const target = pair !== undefined && isScalar(pair.key) ? pair.key : document
  const before = target.commentBefore
  target.commentBefore = before == null ? commentText(lines) : `${before}\n${commentText(lines)}`
}

function commentText(lines: readonly string[]): string {
  return lines.map((line) => ` ${line}`).join('\n')
}

function isGroup(tree: Tree): tree is MapTree {
  return tree.kind === 'map'
}
