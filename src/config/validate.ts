import {
  knownKeys,
  patternMessages,
  type SchemaError,
  type Validator,
  validate10,
  validate11,
  validate20,
} from '../generated/schema-validator.js'
import { didYouMean } from '../model/nearest.ts'
import type { Generation } from '../model/pipeline.ts'
import type { Place, Problem, Severity } from '../model/problem.ts'
import { entryOf, kindText, plainValue, type Tree } from './tree.ts'

/** How strictly a configuration is judged. */
export interface Judgement {
  readonly generation: Exclude<Generation, 'ini'>
  readonly isStrict: boolean
}

const validators: Readonly<Record<Exclude<Generation, 'ini'>, Validator>> = {
  '1.0': validate10,
  '1.1': validate11,
  '2.0': validate20,
}

/** Keys of older generations whose inner values are blamed as a whole, as the original did. */
const wholes = new Set(['args', 'requirements', 'secrets'])

/** Everything the schema of that generation refuses, each with its place. */
export function schemaProblems(tree: Tree, judgement: Judgement): readonly Problem[] {
  const validator = validators[judgement.generation]
  if (validator(plainValue(tree))) return []
  const errors = [...(validator.errors ?? [])]
  validator.errors = null
  return errors.flatMap((error) => {
    const problem = problemOf(error, tree, judgement)
    return problem === undefined ? [] : [problem]
  })
}

interface Target {
  readonly path: string
  /** The same path with `*` for names of the user's own, as `knownKeys` spells it. */
  readonly shape: string
  readonly value: Tree
  /** Where the key stands, for what is missing below it. */
  readonly keyPlace: Place
}

function problemOf(error: SchemaError, root: Tree, judgement: Judgement): Problem | undefined {
  const target = targetOf(error.instancePath, root, judgement)
  const value = target.value
  const fault = (code: string, message: string, hint?: string, severity: Severity = 'error'): Problem => ({
    severity,
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    place: value.place,
    path: target.path,
  })
  const name = target.path === '' ? 'the file' : target.path
  switch (error.keyword) {
    case 'required':
      return missingKey(target, String(error.params['missingProperty']))
    case 'additionalProperties':
      return unknownKey(target, String(error.params['additionalProperty']), judgement)
    case 'type':
      return fault(
        'config/wrong-type',
        `${name} must be ${typeWords(error.params['type'], judgement)}, not ${kindText(value)}`,
        typeHint(error.params['type'], value),
      )
    case 'enum':
      return enumProblem(error.params['allowedValues'], value, fault, name)
    case 'pattern':
      return fault(
        'config/wrong-value',
        `${name} is not written as it must be`,
        patternMessages[String(error.params['pattern'])],
      )
    case 'minimum':
    case 'maximum':
      return fault(
        'config/out-of-range',
        `${name} must be at ${error.keyword === 'minimum' ? 'least' : 'most'} ${String(error.params['limit'])}`,
      )
    case 'minItems':
    case 'minLength':
      return fault('config/empty-value', `${name} must not be empty`)
    case 'propertyNames':
      return fault(
        'config/bad-variable',
        `"${String(error.params['propertyName'])}" in ${name} cannot be an environment variable`,
        'Use letters, digits and _.',
      )
    default:
      return undefined
  }
}

function targetOf(pointer: string, root: Tree, judgement: Judgement): Target {
  const segments = pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
  const keys = knownKeys[judgement.generation] ?? {}
  let target: Target = { path: '', shape: '', value: root, keyPlace: root.place }
  let isWhole = false
  for (const segment of segments) {
    const at = target.value
    const known = keys[target.shape]?.includes(segment) === true || target.shape === ''
    const shape = join(target.shape, known ? segment : '*')
    isWhole ||= judgement.generation !== '2.0' && wholes.has(target.shape.split('.')[2] ?? '')
    if (at.kind === 'list') {
      const value = at.items[Number(segment)] ?? at
      target = { path: isWhole ? target.path : `${target.path}[${segment}]`, shape, value, keyPlace: value.place }
    } else {
      const entry = entryOf(at, segment)
      target = {
        path: isWhole ? target.path : join(target.path, segment),
        shape,
        value: entry?.value ?? at,
        keyPlace: entry?.place ?? at.place,
      }
    }
  }
  return target
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

function missingKey(target: Target, key: string): Problem {
  return {
    severity: 'error',
    code: 'config/missing-key',
    message: `${target.path === '' ? 'the file' : target.path} has no ${key}`,
    hint: `Add ${key}.`,
    place: target.keyPlace,
    path: join(target.path, key),
  }
}

function unknownKey(target: Target, key: string, judgement: Judgement): Problem {
  const keys = knownKeys[judgement.generation] ?? {}
  const known = keys[target.shape] ?? []
  const below = known.find((candidate) => keys[join(target.shape, candidate)]?.includes(key) === true)
  const above = keys[target.shape.split('.').slice(0, -1).join('.')]?.includes(key) === true
  const hint =
    didYouMean(key, known) ??
    (below !== undefined ? `It belongs under ${below}.` : above ? 'It belongs one level up.' : undefined) ??
    (known.length > 0 ? `Known here: ${known.join(', ')}.` : undefined)
  return {
    severity: judgement.generation === '2.0' || judgement.isStrict ? 'error' : 'warning',
    code: 'config/unknown-key',
    message: `${join(target.path, key)} is no key of a configuration${judgement.generation === '2.0' ? '' : ' and is ignored'}`,
    ...(hint === undefined ? {} : { hint }),
    place: entryOf(target.value, key)?.place ?? target.value.place,
    path: join(target.path, key),
  }
}

type Fault = (code: string, message: string, hint?: string) => Problem

function enumProblem(allowed: unknown, value: Tree, fault: Fault, name: string): Problem {
  const choices = Array.isArray(allowed) ? allowed.map(String) : []
  const given = value.kind === 'scalar' ? value.source : ''
  return fault(
    'config/wrong-value',
    `${name} must be one of ${choices.join(', ')}`,
    given.length > 40 ? undefined : didYouMean(given, choices),
  )
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
}

/** Older generations take `true` for 1; nobody needs to be told. */
function typeWords(types: unknown, judgement: Judgement): string {
  const names = (Array.isArray(types) ? types : [types]).map(String)
  const isLenient = judgement.generation !== '2.0' && names.length > 1
  return names
    .filter((name) => !(isLenient && name === 'boolean'))
    .map((name) => words[name] ?? name)
    .join(' or ')
}

function typeHint(types: unknown, value: Tree): string | undefined {
  if (value.kind !== 'scalar') return undefined
  const wantsText = types === 'string' || (Array.isArray(types) && types.includes('string'))
  if (value.type === 'null') return 'Give it a value, or remove the key.'
  if (wantsText && value.type !== 'text') return 'Put it in quotes.'
  return value.type === 'text' && !wantsText ? 'Write it without quotes or units.' : undefined
}
