import { ProblemError } from '../model/problem.ts'
import { field } from '../plan/objects.ts'
import { apiRoot, builtInKind, type KindPath } from './kinds.ts'

/** Finds where a kind lives; what is not built in is asked of the server, once per API version. */
export function kindFinder(
  ask: (path: string) => Promise<unknown>,
): (apiVersion: string, kind: string) => Promise<KindPath> {
  const asked = new Map<string, Promise<unknown>>()
  const resourcesOf = (apiVersion: string): Promise<unknown> => {
    const known = asked.get(apiVersion)
    if (known !== undefined) return known
    const answer = ask(apiRoot(apiVersion))
    asked.set(apiVersion, answer)
    answer.catch(() => asked.delete(apiVersion))
    return answer
  }
  return async (apiVersion, kind) => {
    const known = builtInKind(apiVersion, kind)
    if (known !== undefined) return known
    const found = entryOf(await resourcesOf(apiVersion).catch(notFoundMeansNone), kind)
    if (found !== undefined) return found
    // A definition may have been installed since the answer that is kept.
    asked.delete(apiVersion)
    throw new ProblemError('cluster', [
      {
        severity: 'error',
        code: 'cluster/unknown-kind',
        message: `the cluster does not know the kind ${kind} of ${apiVersion}`,
        hint: 'Install its CustomResourceDefinition first.',
      },
    ])
  }
}

function notFoundMeansNone(error: unknown): undefined {
  if (error instanceof Error && 'status' in error && error.status === 404) return undefined
  throw error
}

function entryOf(answer: unknown, kind: string): KindPath | undefined {
  const resources = field(answer, 'resources')
  if (!Array.isArray(resources)) return undefined
  const entry = resources.find((item) => field(item, 'kind') === kind && !String(field(item, 'name')).includes('/'))
  return entry === undefined
    ? undefined
    : { resource: String(field(entry, 'name')), isNamespaced: field(entry, 'namespaced') === true }
}
