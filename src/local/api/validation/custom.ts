import type { Draft } from '../json.ts'
import type { Resource } from '../resources.ts'
import type { Causes } from './causes.ts'

/** Checks a custom object by the schema of its definition. */
export function checkCustom(_resource: Resource, _object: Draft, _causes: Causes): void {}
