import type { BatchStage, Json, Matrix, RetryReason } from '../../model/pipeline.ts'
import { booleanAt, defined, jsonMapsAt, jsonOf, numberAt, secondsAt, textAt, textsAt, wordAt } from '../read-tree.ts'
import { type Tree, valueAt } from '../tree.ts'

const reasons: readonly RetryReason[] = ['failure', 'oom', 'timeout', 'infrastructure']

/** Keys of `matrix` that are not values to run for. */
export const matrixKeys: ReadonlySet<string> = new Set(['from', 'max_parallel', 'fail_fast', 'include', 'exclude'])

/** The part of a batch stage that is its own. */
export function foldBatch(
  tree: Tree,
): Pick<BatchStage, 'kind' | 'pendingTimeoutSeconds' | 'retries' | 'backoffSeconds' | 'retryOn' | 'outputs'> &
  Partial<BatchStage> {
  const timeoutSeconds = secondsAt(tree, 'batch', 'timeout')
  const retryOn = valueAt(tree, 'batch', 'retry_on')
  return defined({
    kind: 'batch' as const,
    timeoutSeconds: timeoutSeconds === 0 ? undefined : timeoutSeconds,
    pendingTimeoutSeconds: secondsAt(tree, 'batch', 'pending_timeout') ?? 600,
    retries: numberAt(tree, 'batch', 'retries') ?? 0,
    backoffSeconds: secondsAt(tree, 'batch', 'backoff') ?? 10,
    retryOn: retryOn === undefined ? reasons : reasons.filter((reason) => textsAt(retryOn).includes(reason)),
    outputs: textsAt(tree, 'outputs'),
    artifacts: artifactsOf(valueAt(tree, 'artifacts')),
    gate: wordAt(tree, 'gate'),
    matrix: matrixOf(valueAt(tree, 'matrix')),
    cache: cacheOf(valueAt(tree, 'cache')),
    onRollback: wordAt(tree, 'on_rollback'),
  })
}

function artifactsOf(tree: Tree | undefined): BatchStage['artifacts'] {
  if (tree === undefined) return undefined
  return defined({
    paths: tree.kind === 'list' ? textsAt(tree) : textsAt(tree, 'paths'),
    claim: wordAt(tree, 'pvc'),
    bucket: wordAt(tree, 'bucket'),
  })
}

function matrixOf(tree: Tree | undefined): Matrix | undefined {
  if (tree?.kind !== 'map') return undefined
  const fromOutput = wordAt(tree, 'from')?.trim()
  return defined({
    values: fromOutput === undefined ? valuesOf(tree) : { fromOutput },
    include: jsonMapsAt(tree, 'include'),
    exclude: jsonMapsAt(tree, 'exclude'),
    maxParallel: numberAt(tree, 'max_parallel'),
    failFast: booleanAt(tree, 'fail_fast') ?? true,
  })
}

function valuesOf(tree: Tree & { readonly kind: 'map' }): Readonly<Record<string, readonly Json[]>> {
  const lists = tree.entries.flatMap(({ key, value }) =>
    !matrixKeys.has(key) && value.kind === 'list' ? [[key, value.items.map(jsonOf)] as const] : [],
  )
  return Object.fromEntries(lists)
}

/** How many combinations a matrix of written values has, before `include`. */
export function matrixSize(tree: Tree | undefined): number {
  if (tree?.kind !== 'map' || textAt(tree, 'from') !== undefined) return 0
  return Object.values(valuesOf(tree)).reduce((size, values) => size * values.length, 1)
}

function cacheOf(tree: Tree | undefined): BatchStage['cache'] {
  if (tree === undefined || booleanAt(tree) === false) return undefined
  return defined({ inputs: textsAt(tree, 'inputs'), ttlSeconds: secondsAt(tree, 'ttl') })
}
