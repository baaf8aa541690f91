import { hasCode } from '../model/problem.ts'

/** What reading gives, or the other value where reading is not allowed. */
export async function readable<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (hasCode(error, /forbidden/)) return otherwise
    throw error
  }
}
