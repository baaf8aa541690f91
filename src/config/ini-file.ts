import type { Place } from '../model/problem.ts'

/** The sections of an INI file; option names in lower case. */
export type IniFile = ReadonlyMap<string, ReadonlyMap<string, IniOption>>

/** One option of an INI file. */
export interface IniOption {
  /** As written; options are compared in lower case. */
  readonly name: string
  readonly place: Place
  readonly value: string
  readonly valuePlace: Place
  /** Comment lines right above, without their signs. */
  readonly comments: readonly string[]
}
