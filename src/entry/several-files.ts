import { glob } from 'node:fs/promises'
import { wrongWords } from '../manage/missing.ts'

/** The files a pattern stands for, in order; undefined for a plain path. */
export async function severalFiles(pattern: string | undefined, cwd: string): Promise<readonly string[] | undefined> {
  if (pattern === undefined || !/[*?{]/.test(pattern)) return undefined
  const found: string[] = []
  for await (const file of glob(pattern, { cwd })) found.push(file.replaceAll('\\', '/'))
  if (found.length === 0) throw wrongWords(`no file fits "${pattern}"`, `Patterns are looked up in ${cwd}.`)
  return found.sort()
}
