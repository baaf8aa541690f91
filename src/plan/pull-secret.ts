import { parseImage } from '../model/image.ts'
import { shortHash } from '../model/names.ts'
import { activeStages, isPodStage } from '../model/pipeline.ts'
import type { PlanContext } from './context.ts'
import { pipelineLabels } from './labels.ts'
import type { PullSecret } from './plan.ts'

/** What images without a registry come from. */
export const dockerHub = 'docker.io'

/** Name of the Secret that is made from that file of registry credentials. */
export function pullSecretName({ pipeline }: PlanContext, file: string): string {
  return `bodywork-pull-${shortHash(JSON.stringify([pipeline.name, file]))}`
}

/** The Secrets to be made from files of registry credentials, each once, with the registries that their stages use. */
export function pullSecretsFor(context: PlanContext): readonly PullSecret[] {
  const { pipeline } = context
  const files = new Map<string, Set<string>>()
  for (const stage of activeStages(pipeline)) {
    if (!isPodStage(stage) || stage.dockerConfig === undefined) continue
    const image = parseImage(stage.image)
    const registries = files.get(stage.dockerConfig) ?? new Set()
    files.set(stage.dockerConfig, registries.add((image.ok ? image.value.registry : undefined) ?? dockerHub))
  }
  return [...files].map(([file, registries]) => ({
    file,
    registries: [...registries].sort(),
    namespace: pipeline.namespace,
    name: pullSecretName(context, file),
    labels: pipelineLabels(context),
  }))
}
