import { type Expression, referencesOf } from '../model/expression.ts'
import { parseExpression } from '../model/expression-parser.ts'
import { didYouMean } from '../model/nearest.ts'
import type { Problem } from '../model/problem.ts'
import { type Draft, mistake, stageEntry } from './draft.ts'
import { ancestorsOf } from './graph.ts'
import { textsAt, wordAt } from './read-tree.ts'
import type { StageTree } from './stage-trees.ts'
import { placeWithin, type Tree, textOf, valueAt } from './tree.ts'

/** Everything wrong with `if`, `gate` and `matrix.from`: syntax, and outputs that nobody writes. */
export function expressionProblems(draft: Draft): readonly Problem[] {
  return draft.stages.flatMap((stage) => [
    ...expression(draft, stage, 'if'),
    ...expression(draft, stage, 'gate'),
    ...expression(draft, stage, 'matrix', 'from'),
  ])
}

function expression(draft: Draft, stage: StageTree, ...keys: readonly string[]): readonly Problem[] {
  const found = stageEntry(stage, ...keys)
  const text = textOf(found?.entry.value)
  if (found === undefined || text === undefined || (keys[0] === 'gate' && text === '')) return []
  const value = found.entry.value
  const parsed = parseExpression(text)
  if (!parsed.ok)
    return [
      mistake({
        code: 'config/bad-expression',
        message: `${found.path}: ${parsed.problem.message}`,
        hint: parsed.problem.hint,
        place: placeWithin(value, parsed.problem.offset),
        path: found.path,
      }),
    ]
  const at = { value, path: found.path }
  const references = referencesOf(parsed.expression).filter(({ path }) => path[0] === 'outputs')
  return references.flatMap((reference) =>
    keys[0] === 'gate' && reference.path.length === 2
      ? ownOutput(stage, reference, at)
      : otherOutput(draft, stage, reference, at),
  )
}

/** `outputs.STAGE.KEY`, at that character of a text. */
export type Reference = Pick<Expression & { readonly kind: 'reference' }, 'path' | 'offset'>

/** The text that a reference stands in. */
export interface At {
  readonly value: Tree
  readonly path: string
}

function ownOutput(stage: StageTree, reference: Reference, at: At): readonly Problem[] {
  const key = reference.path[1] ?? ''
  const declared = textsAt(stage.tree, 'outputs')
  if (declared.includes(key)) return []
  return [
    unwritten(
      reference,
      at,
      `the stage itself writes no output "${key}"`,
      didYouMean(key, declared) ?? 'Add it to outputs.',
    ),
  ]
}

/** What is wrong with asking for the output of another stage. */
export function otherOutput(draft: Draft, stage: StageTree, reference: Reference, at: At): readonly Problem[] {
  const [, name = '', ...keys] = reference.path
  const key = keys.join('.')
  const names = draft.stages.map((candidate) => candidate.name)
  const source = draft.stages.find((candidate) => candidate.name === name)
  if (key === '')
    return [unwritten(reference, at, `"${reference.path.join('.')}" names no output`, 'Write outputs.STAGE.KEY.')]
  if (source === undefined)
    return [
      unwritten(reference, at, `there is no stage "${name}"`, didYouMean(name, names) ?? 'Write outputs.STAGE.KEY.'),
    ]
  const declared = textsAt(source.tree, 'outputs')
  if (!declared.includes(key))
    return [
      unwritten(
        reference,
        at,
        `the stage "${name}" writes no output "${key}"`,
        didYouMean(key, declared) ?? `Add it to stages.${name}.outputs.`,
      ),
    ]
  const isGate = at.path.endsWith('.gate') && name === stage.name
  if (isGate || isHook(draft, stage) || ancestorsOf(stage.name, draft.graph.needs).has(name)) return []
  return [
    unwritten(
      reference,
      at,
      `the stage "${name}" is not done before "${stage.name}"`,
      `Add ${name} to stages.${stage.name}.needs.`,
    ),
  ]
}

/** Hooks run when everything else is over. */
function isHook(draft: Draft, stage: StageTree): boolean {
  const section = valueAt(draft.tree, 'pipeline')
  return ['on_failure', 'on_success', 'always'].some((key) => wordAt(section, key) === stage.name)
}

function unwritten(reference: Reference, at: At, message: string, hint: string): Problem {
  return mistake({
    code: 'config/unknown-output',
    message: `${at.path}: ${message}`,
    hint,
    place: placeWithin(at.value, reference.offset),
    path: at.path,
  })
}
