import { type Deleted, type DeletionPorts, deletePipeline } from '../../manage/delete-pipeline.ts'
import { findNamespace } from '../../manage/find-pipeline.ts'
import { missing, wrongWords } from '../../manage/missing.ts'
import { ownedObjects, ownedReleases } from '../../manage/owned-objects.ts'
import { deleteRunJob } from '../../manage/run-jobs.ts'
import { labelValue } from '../../model/names.ts'
import { never } from '../../model/problem.ts'
import type { Command } from '../command.ts'
import { isConfirmed, yesOption } from '../confirm.ts'
import { deleteExpired } from '../delete-expired.ts'
import { clusterOptions, durationMs, namespaceOption, targetOf, waitLockOption } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { runIdentity } from '../run-identity.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork delete deployment`: removes what deployments of a pipeline made, and nothing else. */
export function deleteDeploymentCommand(wiring: Wiring): Command {
  return {
    name: 'delete deployment',
    summary: 'delete a deployed pipeline, or one of its services',
    description:
      'Only what carries the marks of the pipeline is deleted. Its namespace goes too when it was made by bodywork and nothing else is in it.',
    positionals: [
      { name: 'PIPELINE', summary: 'name of the pipeline', isRequired: false },
      { name: 'SERVICE', summary: 'only this service', isRequired: false },
    ],
    options: [
      { ...namespaceOption, aliases: ['--ns', '-n'], summary: 'namespace; needed when it is deployed in several' },
      { name: 'name', kind: 'text', value: 'NAME', summary: 'same as PIPELINE', isHidden: true },
      { name: 'keep-namespace', kind: 'flag', summary: 'leave the namespace, even an empty one' },
      { name: 'async', kind: 'flag', summary: 'the Job of a run that earlier releases started', isHidden: true },
      { name: 'expired', kind: 'flag', summary: 'every preview whose time is over' },
      yesOption,
      waitLockOption,
      ...clusterOptions,
    ],
    examples: [
      'bodywork delete deployment iris',
      'bodywork delete deployment iris --namespace ml --yes',
      'bodywork delete deployment --expired --yes',
    ],
    run: async (input, io) => {
      const [pipeline = input.text('name'), service] = input.positionals
      const isExpired = input.flag('expired') === true
      if (pipeline === undefined && !isExpired)
        throw wrongWords('the name of the pipeline is missing', 'See "bodywork get deployments".')
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const { cluster } = connected
        const ports: DeletionPorts = {
          cluster,
          clock: wiring.clock,
          ...(connected.releases === undefined ? {} : { releases: connected.releases }),
          tell: (deleted) => io.stdout(`${words(deleted)}\n`),
          holder: runIdentity(io.env).runId,
          waitLockMs: durationMs(input, 'wait-lock') ?? 0,
          signal: io.signal,
        }
        if (pipeline === undefined) return await deleteExpired(ports, input, io)
        if (input.flag('async') === true) {
          await deleteRunJob(cluster, pipeline, input.text('namespace'))
          io.stdout(`deleted Job ${pipeline}\n`)
          return exitCodes.done
        }
        const namespace = await findNamespace(cluster, pipeline, input.text('namespace'))
        const at = { namespace, pipeline, ...(service === undefined ? {} : { service }) }
        const objects = await ownedObjects(cluster, at)
        const installed = service === undefined ? await ownedReleases(cluster, at) : []
        if (service !== undefined && objects.length === 0)
          throw missing(
            `service of ${pipeline} in ${namespace}`,
            service,
            [],
            `See "bodywork get deployment ${pipeline}".`,
          )
        const what = service === undefined ? `the deployment ${pipeline}` : `the service ${service} of ${pipeline}`
        if (!(await isConfirmed(`Delete ${what} in ${namespace} (${objects.length} objects)?`, input, io))) {
          io.stderr('nothing was deleted\n')
          return exitCodes.notFound
        }
        await deletePipeline(
          {
            namespace,
            pipeline: labelValue(pipeline),
            objects,
            installed,
            isWhole: service === undefined,
            keepNamespace: input.flag('keep-namespace') === true,
          },
          ports,
        )
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}

function words(deleted: Deleted): string {
  switch (deleted.kind) {
    case 'object':
      return `deleted ${deleted.ref.kind} ${deleted.ref.name}`
    case 'namespace':
      return `deleted Namespace ${deleted.name}`
    case 'namespace-kept':
      return `the namespace ${deleted.name} stays: ${deleted.why}`
    default:
      return never(deleted)
  }
}
