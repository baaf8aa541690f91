import type { KubeObject } from '../../../plan/objects.ts'
import { at, type Draft, draftAt, draftsAt, listAt, textAt } from '../json.ts'
import type { Kernel } from '../kernel.ts'
import type { Resource, Subresource } from '../resource.ts'

const DEFINITIONS = 'apiextensions.k8s.io/customresourcedefinitions'
const EVERY_VERB = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch']
const SOME_VERBS = ['get', 'patch', 'update']

/** Serves what the definitions in the store say, from now on. */
export function followDefinitions(kernel: Kernel): void {
  const { storage, resources } = kernel
  storage.followOne(DEFINITIONS, ({ type, object }) => {
    const where = storageOf(object)
    if (type !== 'DELETED') return resources.define(where, resourcesOf(object))
    for (const key of [...storage.keys(where, '')]) storage.remove(where, key)
    resources.define(where, [])
  })
}

function storageOf(definition: unknown): string {
  return `${textAt(definition, 'spec', 'group')}/${textAt(definition, 'spec', 'names', 'plural')}`
}

function resourcesOf(definition: KubeObject): readonly Resource[] {
  const versions = draftsAt(definition, 'spec', 'versions')
  const stored = textAt(
    versions.find((version) => version['storage'] === true),
    'name',
  )
  return versions
    .filter((version) => version['served'] === true)
    .map((version) => resourceOf(definition, version, stored))
}

function resourceOf(definition: KubeObject, version: Draft, storageVersion: string): Resource {
  const names = draftAt(definition, 'spec', 'names') ?? {}
  const group = textAt(definition, 'spec', 'group')
  const kind = textAt(names, 'kind')
  const texts = (field: string) => listAt(names, field).filter((item) => typeof item === 'string')
  const scale = draftAt(version, 'subresources', 'scale')
  return {
    group,
    version: textAt(version, 'name'),
    resource: textAt(names, 'plural'),
    kind,
    singular: textAt(names, 'singular'),
    isNamespaced: textAt(definition, 'spec', 'scope') === 'Namespaced',
    verbs: EVERY_VERB,
    shortNames: texts('shortNames'),
    categories: texts('categories'),
    subresources: subresourcesOf(version, { group, version: textAt(version, 'name'), kind }),
    storage: storageOf(definition),
    custom: {
      storageVersion,
      schema: at(version, 'schema', 'openAPIV3Schema'),
      columns: draftsAt(version, 'additionalPrinterColumns'),
      ...(scale && {
        scale: {
          specPath: textAt(scale, 'specReplicasPath'),
          statusPath: textAt(scale, 'statusReplicasPath'),
          selectorPath: textAt(scale, 'labelSelectorPath'),
        },
      }),
    },
  }
}

function subresourcesOf(version: Draft, own: Pick<Resource, 'group' | 'version' | 'kind'>): readonly Subresource[] {
  const status =
    at(version, 'subresources', 'status') === undefined ? [] : [{ ...own, name: 'status', verbs: SOME_VERBS }]
  const scale = { name: 'scale', kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: SOME_VERBS }
  return at(version, 'subresources', 'scale') === undefined ? status : [...status, scale]
}
