import type { AwsKeys } from './sigv4.ts'

/** What the inputs say of credentials. */
export interface AwsRequest {
  readonly region: string
  readonly stsHost: string
  readonly audience: string
  /** ARNs by comma: each role is assumed with the keys of the one before. */
  readonly roleToAssume?: string
  readonly sessionTags?: Readonly<Record<string, string>>
  readonly sessionName?: string
  readonly durationSeconds?: number
  readonly profile?: string
}

/** A source of keys: says what it is, and gives fresh keys each time it is asked. */
export interface KeySource {
  readonly name: string
  keys(): Promise<AwsKeys>
}
