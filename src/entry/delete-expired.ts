import { type DeletionPorts, deletePipeline } from '../manage/delete-pipeline.ts'
import { ownedObjects, ownedReleases } from '../manage/owned-objects.ts'
import { expiredPipelines } from '../manage/previews.ts'
import { labelValue } from '../model/names.ts'
import type { CommandInput, Io } from './command.ts'
import { isConfirmed } from './confirm.ts'
import { exitCodes } from './exit-codes.ts'

/** Deletes every preview whose time is over. */
export async function deleteExpired(ports: DeletionPorts, input: CommandInput, io: Io): Promise<number> {
  const expired = await expiredPipelines(ports.cluster, ports.clock)
  if (expired.length === 0) {
    io.stderr('no preview is over its time\n')
    return exitCodes.done
  }
  const names = expired.map(({ pipeline, namespace }) => `${pipeline} in ${namespace}`)
  if (!(await isConfirmed(`Delete ${names.join(', ')}?`, input, io))) {
    io.stderr('nothing was deleted\n')
    return exitCodes.notFound
  }
  for (const { namespace, pipeline } of expired) {
    const objects = await ownedObjects(ports.cluster, { namespace, pipeline })
    const installed = await ownedReleases(ports.cluster, { namespace, pipeline })
    await deletePipeline(
      { namespace, pipeline: labelValue(pipeline), objects, installed, isWhole: true, keepNamespace: false },
      ports,
    )
  }
  return exitCodes.done
}
