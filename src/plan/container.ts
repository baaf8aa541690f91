import { isPinned } from '../model/image.ts'
import type { PlanContext } from './context.ts'
import { runsDirectly } from './direct-program.ts'
import { bootstrapEnvironment, type EnvVar, environmentFor, literalText } from './environment.ts'
import { gitContainerFor } from './git-container.ts'
import { withoutEmpty } from './objects.ts'
import { imageFor } from './pod-image.ts'
import type { PodStageLike } from './pod-stage.ts'
import { resourcesFor } from './resources.ts'
import { containerSecurityFor } from './security.ts'
import { type MountedVolume, mountedVolumesFor } from './volumes.ts'

/** Name of the container that runs the user's program; earlier releases called it so, and updates meet it by name. */
export const mainContainer = 'bodywork'

/** Name of the init container that unpacks and installs. */
export const setupContainer = 'setup'

/** The init containers of a stage, in order: clone, then unpack and install. */
export function initContainersFor(context: PlanContext, stage: PodStageLike): readonly object[] {
  if (stage.program.kind === 'image' || runsDirectly(stage)) return []
  const clone = stage.source === 'git' ? [gitContainerFor(context, stage)] : []
  if (stage.source === 'image' && stage.requirements.kind === 'none') return clone
  const setup = {
    ...baseFor(context, stage, setupContainer, bootstrapEnvironment(context, stage)),
    ...bootstrapCommand('setup'),
    volumeMounts: mountsOf(mountedVolumesFor(context, stage)),
  }
  return [...clone, withoutEmpty(setup)]
}

/** The container with the user's program. */
export function mainContainerFor(
  context: PlanContext,
  stage: PodStageLike,
  options: {
    readonly extraEnv?: Readonly<Record<string, string>>
    readonly more?: object
  },
): object {
  const isDirect = stage.program.kind === 'image' || runsDirectly(stage)
  const env = isDirect ? { BODYWORK_OUTPUT: '/dev/termination-log' } : bootstrapEnvironment(context, stage)
  const volumes = mountedVolumesFor(context, stage).filter(({ seenBy }) => seenBy === 'all')
  return withoutEmpty({
    ...baseFor(context, stage, mainContainer, { ...env, ...options.extraEnv }),
    ...(isDirect ? directCommand(stage) : bootstrapCommand('run')),
    volumeMounts: mountsOf(volumes),
    ...options.more,
  })
}

function baseFor(
  context: PlanContext,
  stage: PodStageLike,
  name: string,
  more: Readonly<Record<string, string>>,
): { readonly env: readonly EnvVar[]; readonly [field: string]: unknown } {
  const image = imageFor(context, stage.image)
  return {
    name,
    image,
    // A tag may have moved since the node pulled it; a digest cannot.
    imagePullPolicy: isPinned(image) ? 'IfNotPresent' : 'Always',
    env: environmentFor(context, stage, more),
    resources: resourcesFor(stage.resources),
    securityContext: containerSecurityFor(context, stage),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  }
}

function directCommand(stage: PodStageLike): object {
  const { program, workingDirectory } = stage
  const command = program.kind === 'command' ? program.command : []
  const args = 'args' in program ? program.args : []
  return { command: command.map(literalText), args: args.map(literalText), workingDir: workingDirectory }
}

function bootstrapCommand(mode: 'setup' | 'run'): object {
  const find = 'python=$(command -v python3 || command -v python)'
  const without = '{ echo "bodywork: the image has no Python; use one that has, or source: image" >&2; exit 127; }'
  return {
    command: ['sh', '-c', `${find} || ${without}; exec "$python" -u /bodywork/bootstrap/bootstrap.py ${mode}`],
  }
}

function mountsOf(volumes: readonly MountedVolume[]): readonly object[] {
  return volumes.map(({ mount }) => mount)
}
