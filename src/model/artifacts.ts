/** Where artifacts are: an archive in ConfigMaps, a folder of a claim, or an archive in a bucket. */
export type ArtifactHome = 'packed' | 'claim' | 'bucket'

/** One piece of what a stage kept, named by its hash. */
export interface KeptPart {
  readonly sha256: string
  /** Of the archive, or of the files in the folder. */
  readonly bytes: number
}

/** What a stage kept; a matrix keeps one part for each of its pods, in the order of its values. */
export interface KeptArtifacts {
  readonly home: ArtifactHome
  readonly parts: readonly KeptPart[]
  readonly isMatrix: boolean
}

/** What an earlier stage kept, for the pods of a later one. */
export interface GivenArtifacts extends Omit<KeptArtifacts, 'home'> {
  readonly stage: string
  /** PersistentVolumeClaim with the folder; ConfigMaps have the archive when there is no bucket either. */
  readonly claim?: string
  /** `s3://BUCKET/PREFIX`, `gs://BUCKET/PREFIX` or `az://ACCOUNT/CONTAINER/PREFIX` with the archive. */
  readonly bucket?: string
}
