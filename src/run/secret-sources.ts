import { type Problem, ProblemError } from '../model/problem.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import type { SecretCopy } from '../plan/plan.ts'
import type { Cluster } from './ports.ts'

/** Values of secrets that were handed to a run, by name of the secret and key. */
export type GivenSecrets = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * What each copy is made from: the group's Secret, with the values that were given for this run over it. Everything is
 * checked to the last key before anything is written.
 */
export async function readSecretSources(engine: {
  readonly cluster: Cluster
  readonly copies: readonly SecretCopy[]
  readonly given?: GivenSecrets
}): Promise<ReadonlyMap<SecretCopy, KubeObject>> {
  const found = new Map<SecretCopy, KubeObject>()
  const problems: Problem[] = []
  for (const copy of engine.copies) {
    const given = engine.given?.[plainName(copy)]
    const source = await sourceOf(engine.cluster, copy, given)
    if (source === undefined) problems.push(missingSecret(copy))
    else {
      found.set(copy, source)
      const missing = copy.keys.filter((key) => field(source, 'data', key) === undefined)
      problems.push(...missing.map((key) => missingKey(copy, key)))
    }
  }
  if (problems.length > 0) throw new ProblemError('user', problems)
  return found
}

/** A Secret that is given whole is not asked for: nobody needs the right to read the group then. */
async function sourceOf(
  cluster: Cluster,
  copy: SecretCopy,
  given: Readonly<Record<string, string>> | undefined,
): Promise<KubeObject | undefined> {
  const isWhole = given !== undefined && copy.keys.every((key) => given[key] !== undefined)
  const ref = { apiVersion: 'v1', kind: 'Secret', ...copy.from }
  const source = isWhole ? undefined : await cluster.get(ref)
  if (given === undefined) return source
  const encoded = Object.entries(given).map(([key, value]) => [key, Buffer.from(value, 'utf8').toString('base64')])
  const before = field(source, 'data')
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    ...(source?.['type'] === undefined ? {} : { type: source['type'] }),
    metadata: { ...copy.from },
    data: { ...(typeof before === 'object' ? before : {}), ...Object.fromEntries(encoded) },
  }
}

function plainName(copy: SecretCopy): string {
  return copy.from.name.slice(copy.group.length + 1)
}

function missingSecret(copy: SecretCopy): Problem {
  const plain = plainName(copy)
  return {
    severity: 'error',
    code: 'run/secret-missing',
    message: `the secrets group "${copy.group}" has no secret "${plain}" (${copy.from.namespace}/${copy.from.name})`,
    hint: `Create it: bodywork create secret ${plain} --group ${copy.group} --data ${copy.keys[0] ?? 'KEY'}=VALUE`,
  }
}

function missingKey(copy: SecretCopy, key: string): Problem {
  const plain = plainName(copy)
  return {
    severity: 'error',
    code: 'run/secret-key-missing',
    message: `the secret "${plain}" of the group "${copy.group}" has no key "${key}"`,
    hint: `Add it: bodywork update secret ${plain} --group ${copy.group} --data ${key}=VALUE`,
  }
}
