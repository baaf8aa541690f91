import { randomInt, randomUUID } from 'node:crypto'
import { flat } from '../flat.ts'
import type { Ids } from './kernel.ts'

// No vowels and nothing that looks like another character, so that no words come out.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'

/** Identifiers nobody can guess. */
export function randomIds(): Ids {
  return {
    uid: () => flat(randomUUID()),
    suffix: () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  }
}
