import { nodeCloudPorts } from '../connect/node-ports.ts'
import { imageDigest } from '../connect/registry.ts'
import { isPinned, parseImage } from '../model/image.ts'
import { activeStages, isPodStage, type Pipeline } from '../model/pipeline.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import { type DockerHome, registryLogin } from './docker-config.ts'

/** Digests by image as written, and what could not be found out. */
export interface ResolvedImages {
  readonly digests: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
}

/** Asks the registries what the tags of a pipeline's images stand for now; an image that stays a tag is a warning. */
export async function resolveImages(pipeline: Pipeline, home: DockerHome): Promise<ResolvedImages> {
  const pods = activeStages(pipeline).filter(isPodStage)
  const images = [...new Set(pods.map(({ image }) => image))].filter((image) => !isPinned(image))
  const resolved = await Promise.all(images.map((image) => resolveOne(image, home)))
  return {
    digests: Object.fromEntries(
      resolved.flatMap(({ image, digest }) => (digest === undefined ? [] : [[image, digest]])),
    ),
    problems: resolved.flatMap(({ problems }) => problems),
  }
}

async function resolveOne(
  image: string,
  home: DockerHome,
): Promise<{ readonly image: string; readonly digest?: string; readonly problems: readonly Problem[] }> {
  const reference = parseImage(image)
  // Planning itself says what is wrong with it.
  if (!reference.ok) return { image, problems: [] }
  try {
    const login = await registryLogin(reference.value.registry, home)
    const ports = nodeCloudPorts(home.env, () => undefined)
    return { image, digest: await imageDigest(ports, reference.value, login), problems: [] }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const problems = error.problems.map(
      (problem): Problem => ({
        ...problem,
        severity: 'warning',
        message: `"${image}" stays a tag, so that a rollback may bring other bits: ${problem.message}`,
      }),
    )
    return { image, problems }
  }
}
