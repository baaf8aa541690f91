/** One thing the schema refuses, as ajv tells it. */
export interface SchemaError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

/** A compiled schema; `errors` is that of the last call. */
export interface Validator {
  (value: unknown): boolean
  errors?: readonly SchemaError[] | null
}

export declare const validate10: Validator
export declare const validate11: Validator
export declare const validate20: Validator
/** Keys that a map may have, by generation and by path with `*` for names of the user's own. */
export declare const knownKeys: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
/** What to say when a pattern does not match. */
export declare const patternMessages: Readonly<Record<string, string>>
