import type { KubeObject } from '../../plan/objects.ts'
import { badRequest } from './fault.ts'
import { at, listAt, textAt, textsAt } from './json.ts'

/** One demand on labels. */
export type Requirement =
  | { readonly tag: 'in' | 'not-in'; readonly key: string; readonly values: readonly string[] }
  | { readonly tag: 'exists' | 'missing'; readonly key: string }
  | { readonly tag: 'greater' | 'less'; readonly key: string; readonly bound: number }

type Labels = Readonly<Record<string, string>>

const SPLIT = /,(?![^(]*\))/
const SET = /^(\S+?)\s+(in|notin)\s*\(([^()]*)\)$/
const EQUAL = /^([^\s=!<>]+)\s*(==|=|!=)\s*([^\s=!<>()]*)$/
const ORDER = /^([^\s=!<>]+)\s*([<>])\s*(-?\d+)$/
const KEY = /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/
const VALUE = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/

/** Reads `a=b,c!=d,e in (f,g),!h`; a mistake is a bad request. */
export function parseLabelSelector(text: string): readonly Requirement[] {
  if (text.trim() === '') return []
  return text.split(SPLIT).map((part) => requirementOf(part.trim()))
}

function requirementOf(text: string): Requirement {
  const requirement = readRequirement(text)
  const values = 'values' in requirement ? requirement.values : []
  if (!KEY.test(requirement.key) || !values.every((value) => VALUE.test(value)))
    throw badRequest(`unable to parse requirement: ${JSON.stringify(text)} is no label selector`)
  return requirement
}

function readRequirement(text: string): Requirement {
  const [, setKey = '', operator, list = ''] = SET.exec(text) ?? []
  const values = list.split(',').map((value) => value.trim())
  if (operator !== undefined) return { tag: operator === 'in' ? 'in' : 'not-in', key: setKey, values }
  const [, key = '', sign, value = ''] = EQUAL.exec(text) ?? []
  if (sign !== undefined) return { tag: sign === '!=' ? 'not-in' : 'in', key, values: [value] }
  const [, orderKey = '', order, bound] = ORDER.exec(text) ?? []
  if (order !== undefined) return { tag: order === '>' ? 'greater' : 'less', key: orderKey, bound: Number(bound) }
  return text.startsWith('!') ? { tag: 'missing', key: text.slice(1).trim() } : { tag: 'exists', key: text }
}

/** Whether labels meet every requirement. */
export function matchesLabels(requirements: readonly Requirement[], labels: Labels): boolean {
  return requirements.every((requirement) => meets(requirement, labels))
}

function meets(requirement: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined
  switch (requirement.tag) {
    case 'in':
      return value !== undefined && requirement.values.includes(value)
    case 'not-in':
      return value === undefined || !requirement.values.includes(value)
    case 'exists':
      return value !== undefined
    case 'missing':
      return value === undefined
    case 'greater':
      return value !== undefined && Number(value) > requirement.bound
    case 'less':
      return value !== undefined && Number(value) < requirement.bound
  }
}

/** The requirements of a `LabelSelector` object; undefined for one that selects nothing because there is none. */
export function requirementsOf(selector: unknown): readonly Requirement[] | undefined {
  if (selector === undefined) return undefined
  const equal = Object.entries(textsAt(selector, 'matchLabels')).map(
    ([key, value]): Requirement => ({ tag: 'in', key, values: [value] }),
  )
  const expressions = listAt(selector, 'matchExpressions').map((item): Requirement => {
    const key = textAt(item, 'key')
    const values = listAt(item, 'values').filter((value) => typeof value === 'string')
    const operator = textAt(item, 'operator')
    if (operator === 'In' || operator === 'NotIn') return { tag: operator === 'In' ? 'in' : 'not-in', key, values }
    return { tag: operator === 'Exists' ? 'exists' : 'missing', key }
  })
  return [...equal, ...expressions]
}

/** One demand on a field. */
export interface FieldRequirement {
  readonly path: readonly string[]
  readonly value: string
  readonly isNegated: boolean
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  '/pods': [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  '/events': [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  '/namespaces': ['status.phase'],
  '/nodes': ['spec.unschedulable'],
  '/secrets': ['type'],
  '/services': ['spec.clusterIP', 'spec.type'],
  '/replicationcontrollers': ['status.replicas'],
  'apps/replicasets': ['status.replicas'],
  'batch/jobs': ['status.successful'],
}

/** Reads `metadata.name=x,status.phase!=Running`; a field the resource does not know is a bad request. */
export function parseFieldSelector(text: string, storage: string, isNamespaced: boolean): readonly FieldRequirement[] {
  if (text.trim() === '') return []
  return text.split(',').map((part) => {
    const [, field = '', sign = '', value = ''] = /^([^=!]+)(==|=|!=)(.*)$/.exec(part.trim()) ?? []
    if (sign === '') throw badRequest(`invalid selector: '${part}'; can't understand '${part}'`)
    const known = ['metadata.name', ...(isNamespaced ? ['metadata.namespace'] : []), ...(FIELDS[storage] ?? [])]
    if (!known.includes(field)) throw badRequest(`field label not supported: ${field}`)
    return { path: pathOf(field), value, isNegated: sign === '!=' }
  })
}

function pathOf(field: string): readonly string[] {
  if (field === 'source') return ['source', 'component']
  return field === 'status.successful' ? ['status', 'succeeded'] : field.split('.')
}

/** Whether an object's fields meet every requirement. */
export function matchesFields(requirements: readonly FieldRequirement[], object: KubeObject): boolean {
  return requirements.every(({ path, value, isNegated }) => (fieldText(object, path) === value) !== isNegated)
}

function fieldText(object: KubeObject, path: readonly string[]): string {
  const found = at(object, ...path)
  if (found !== undefined) return String(found)
  const last = path.at(-1)
  if (last === 'replicas' || last === 'succeeded') return '0'
  return last === 'unschedulable' || last === 'hostNetwork' ? 'false' : ''
}
