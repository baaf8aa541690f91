/** A resource as one version of the API serves it. */
export interface Resource {
  readonly group: string
  readonly version: string
  readonly resource: string
  readonly kind: string
  readonly singular: string
  readonly isNamespaced: boolean
  readonly verbs: readonly string[]
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly subresources: readonly Subresource[]
  /** Name in the table of types; undefined for custom resources. */
  readonly typeName?: string
  /** Where its objects are stored: versions of a kind share it. */
  readonly storage: string
  /** Extra columns and the like, for custom resources. */
  readonly custom?: CustomFacts
}

/** A path below an object. */
export interface Subresource {
  readonly name: string
  readonly kind: string
  readonly group: string
  readonly version: string
  readonly verbs: readonly string[]
}

/** What a CustomResourceDefinition says about one version. */
export interface CustomFacts {
  readonly storageVersion: string
  readonly schema: unknown
  readonly columns: readonly unknown[]
  readonly scale?: { readonly specPath: string; readonly statusPath: string; readonly selectorPath: string }
}
