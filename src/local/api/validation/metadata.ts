import { draftAt, draftsAt, listAt, textAt, textsAt } from '../json.ts'
import type { Causes } from './causes.ts'
import { labelValueRule, nameRuleOf, qualifiedRule } from './names.ts'

const ANNOTATIONS_LIMIT = 256 * 1024

/** Checks name, labels, annotations, finalizers and owners. */
export function checkMetadata(object: unknown, storage: string, causes: Causes): void {
  const name = textAt(object, 'metadata', 'name')
  const why = name === '' ? undefined : nameRuleOf(storage)(name)
  if (name === '') causes.required('metadata.name', 'name or generateName is required')
  if (why !== undefined) causes.invalid('metadata.name', name, why)
  checkLabels(object, 'metadata.labels', causes, 'metadata', 'labels')
  checkAnnotations(object, causes)
  checkFinalizers(object, causes)
  checkOwners(object, causes)
}

/** Checks a map of labels at a path of an object. */
export function checkLabels(object: unknown, field: string, causes: Causes, ...path: readonly string[]): void {
  for (const [key, value] of Object.entries(textsAt(object, ...path))) {
    const wrongKey = qualifiedRule(key)
    const wrongValue = labelValueRule(value)
    if (wrongKey !== undefined) causes.invalid(field, key, wrongKey)
    if (wrongValue !== undefined) causes.invalid(field, value, wrongValue)
  }
}

function checkAnnotations(object: unknown, causes: Causes): void {
  let size = 0
  for (const [key, value] of Object.entries(textsAt(object, 'metadata', 'annotations'))) {
    const wrong = qualifiedRule(key.toLowerCase())
    if (wrong !== undefined) causes.invalid('metadata.annotations', key, wrong)
    size += key.length + value.length
  }
  if (size > ANNOTATIONS_LIMIT) causes.tooLong('metadata.annotations', ANNOTATIONS_LIMIT)
}

function checkFinalizers(object: unknown, causes: Causes): void {
  for (const finalizer of listAt(object, 'metadata', 'finalizers')) {
    const wrong = qualifiedRule(String(finalizer))
    if (wrong !== undefined) causes.invalid('metadata.finalizers', finalizer, wrong)
  }
}

function checkOwners(object: unknown, causes: Causes): void {
  const owners = draftsAt(object, 'metadata', 'ownerReferences')
  for (const [index, owner] of owners.entries()) {
    for (const part of ['apiVersion', 'kind', 'name', 'uid'])
      if (textAt(owner, part) === '')
        causes.invalid(`metadata.ownerReferences[${index}].${part}`, '', 'must not be empty')
  }
  const controllers = owners.filter((owner) => owner['controller'] === true)
  if (controllers.length > 1) {
    const names = controllers.map((owner) => textAt(owner, 'kind'))
    causes.invalid(
      'metadata.ownerReferences',
      draftAt(object, 'metadata')?.['ownerReferences'],
      `Only one reference can have Controller set to true. Found "true" in references for ${names.join(' and ')}`,
    )
  }
}
