/** What a stage kept: an archive in ConfigMaps, or a folder of a claim, named by its hash. */
export interface KeptArtifacts {
  readonly sha256: string
  /** Of the archive, or of the files in the folder. */
  readonly bytes: number
  readonly isInClaim: boolean
}

/** What an earlier stage kept, for the pods of a later one. */
export interface GivenArtifacts extends Omit<KeptArtifacts, 'isInClaim'> {
  readonly stage: string
  /** PersistentVolumeClaim with the folder; ConfigMaps have the archive when it is absent. */
  readonly claim?: string
}

/** Output in which the bootstrap tells what a stage kept. */
export const artifactsOutput = 'artifacts'

/** Reads `packed:HASH:BYTES` or `claim:HASH:BYTES`; undefined for any other text. */
export function artifactMark(text: string | undefined): KeptArtifacts | undefined {
  const [, kind, sha256, bytes] = /^(packed|claim):([0-9a-f]{64}):(\d{1,15})$/.exec(text ?? '') ?? []
  return sha256 === undefined ? undefined : { sha256, bytes: Number(bytes), isInClaim: kind === 'claim' }
}
