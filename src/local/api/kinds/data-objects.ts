import { at, type Draft, defaultTo, draftAt, draftsAt, ensure, isSame, textsAt } from '../json.ts'
import type { Causes } from '../validation/causes.ts'
import { checkImmutable } from '../validation/fields.ts'
import type { Behavior } from './behavior.ts'

const KEY = /^[-._a-zA-Z0-9]+$/
const KEY_RULE =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
const LONGEST_KEY = 253
const LARGEST = 1_048_576
const FROZEN = 'field is immutable when `immutable` is set'

/** ConfigMaps. */
export const configMaps: Behavior = {
  validate(draft, causes) {
    const binary = Object.entries(textsAt(draft, 'binaryData'))
    checkKeys(draft, 'data', causes)
    checkKeys(draft, 'binaryData', causes)
    const texts = Object.values(textsAt(draft, 'data'))
    const size = sizeOf(texts) + binary.reduce((sum, [, text]) => sum + decodedSize(text), 0)
    if (size > LARGEST) causes.tooLong('', LARGEST)
  },
  validateUpdate: (draft, old, causes) => checkFrozen(draft, old, ['data', 'binaryData'], causes),
}

/** Secrets. */
export const secrets: Behavior = {
  defaults(draft) {
    defaultTo(draft, 'type', 'Opaque')
    const texts = Object.entries(textsAt(draft, 'stringData'))
    if (texts.length > 0) {
      const data = ensure(draft, 'data')
      for (const [key, text] of texts) data[key] = Buffer.from(text).toString('base64')
    }
    delete draft['stringData']
  },
  validate(draft, causes) {
    checkKeys(draft, 'data', causes)
    const size = Object.values(textsAt(draft, 'data')).reduce((sum, text) => sum + decodedSize(text), 0)
    if (size > LARGEST) causes.tooLong('data', LARGEST)
    if (draft['type'] === 'kubernetes.io/dockerconfigjson' && at(draft, 'data', '.dockerconfigjson') === undefined)
      causes.required('data[.dockerconfigjson]')
    if (draft['type'] === 'kubernetes.io/tls')
      for (const key of ['tls.crt', 'tls.key'])
        if (at(draft, 'data', key) === undefined) causes.required(`data[${key}]`)
  },
  validateUpdate(draft, old, causes) {
    checkImmutable(draft, old, ['type'], causes)
    checkFrozen(draft, old, ['data'], causes)
  },
}

function checkKeys(draft: Draft, field: string, causes: Causes): void {
  for (const key of Object.keys(draftAt(draft, field) ?? {})) {
    if (key.length > LONGEST_KEY) causes.invalid(`${field}[${key}]`, key, `must be no more than ${LONGEST_KEY} bytes`)
    else if (!KEY.test(key)) causes.invalid(`${field}[${key}]`, key, KEY_RULE)
    else if (key === '.' || key === '..') causes.invalid(`${field}[${key}]`, key, `must not be '${key}'`)
  }
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}

function decodedSize(text: string): number {
  return Math.floor((text.length * 3) / 4)
}

function checkFrozen(draft: Draft, old: unknown, fields: readonly string[], causes: Causes): void {
  if (at(old, 'immutable') !== true) return
  if (draft['immutable'] !== true) causes.forbidden('immutable', FROZEN)
  for (const field of fields) if (!isSame(draft[field] ?? {}, at(old, field) ?? {})) causes.forbidden(field, FROZEN)
}

/** Roles may go and come; a binding keeps the role it names. */
export const bindings: Behavior = {
  isCreatedByPut: true,
  defaults(draft) {
    const group = 'rbac.authorization.k8s.io'
    defaultTo(draftAt(draft, 'roleRef'), 'apiGroup', group)
    for (const subject of draftsAt(draft, 'subjects'))
      if (subject['kind'] === 'User' || subject['kind'] === 'Group') defaultTo(subject, 'apiGroup', group)
  },
  validateUpdate(draft, old, causes) {
    if (!isSame(draft['roleRef'], at(old, 'roleRef')))
      causes.invalid('roleRef', draft['roleRef'], 'cannot change roleRef')
  },
}
