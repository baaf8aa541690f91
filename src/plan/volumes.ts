import type { Volume } from '../model/pipeline.ts'
import { never } from '../model/problem.ts'
import { artifactVolumesFor } from './artifacts.ts'
import { bootstrapMapName, sourceMapName } from './bundle-config-map.ts'
import type { PlanContext } from './context.ts'
import { runsDirectly } from './direct-program.ts'
import { cacheFolder, workFolder } from './environment.ts'
import { withoutEmpty } from './objects.ts'
import type { PodStageLike } from './pod-stage.ts'

/** Where a volume appears in a container. */
export interface Mount {
  readonly name: string
  readonly mountPath: string
  readonly readOnly?: boolean
  readonly subPath?: string
}

/** A volume of the pod and where its containers see it. */
export interface MountedVolume {
  readonly volume: { readonly name: string; readonly [source: string]: unknown }
  readonly mount: Mount
  /** Containers that see it: only those that prepare, or all. */
  readonly seenBy: 'setup' | 'all'
}

/** Everything mounted in a stage's pod; ours are called `bodywork-…` so that they never meet the user's. */
export function mountedVolumesFor(context: PlanContext, stage: PodStageLike): readonly MountedVolume[] {
  return [
    ...(stage.program.kind === 'image' || runsDirectly(stage) ? [] : ours(context, stage)),
    ...(stage.shm === undefined ? [] : [sharedMemory(stage.shm)]),
    ...stage.volumes.map(own),
  ]
}

function ours(context: PlanContext, stage: PodStageLike): readonly MountedVolume[] {
  const { facts } = context
  const bundle = stage.source === 'bundle' ? facts.bundle : undefined
  const pieces = (bundle?.pieces ?? []).map((_, index): MountedVolume => {
    const name = `bodywork-source-${index}`
    return {
      volume: { name, configMap: { name: bundle === undefined ? name : sourceMapName(bundle, index) } },
      mount: { name, mountPath: `/bodywork/source/${index}`, readOnly: true },
      seenBy: 'setup',
    }
  })
  const bootstrap = 'bodywork-bootstrap'
  return [
    { volume: { name: 'bodywork-work', emptyDir: {} }, mount: mount('bodywork-work', workFolder), seenBy: 'all' },
    {
      volume: { name: bootstrap, configMap: { name: bootstrapMapName(context) } },
      mount: { name: bootstrap, mountPath: '/bodywork/bootstrap', readOnly: true },
      seenBy: 'all',
    },
    ...pieces,
    ...(stage.cacheVolume === undefined ? [] : [cache(stage.cacheVolume)]),
    ...artifactVolumesFor(stage),
  ]
}

function cache(claim: string): MountedVolume {
  const name = 'bodywork-cache'
  return {
    volume: { name, persistentVolumeClaim: { claimName: claim } },
    mount: mount(name, cacheFolder),
    seenBy: 'all',
  }
}

function sharedMemory(size: string): MountedVolume {
  const name = 'bodywork-shm'
  return {
    volume: { name, emptyDir: { medium: 'Memory', sizeLimit: size } },
    mount: mount(name, '/dev/shm'),
    seenBy: 'all',
  }
}

function mount(name: string, mountPath: string): Mount {
  return { name, mountPath }
}

function own(volume: Volume): MountedVolume {
  return {
    volume: { name: volume.name, ...sourceOf(volume.from) },
    mount: {
      ...mount(volume.name, volume.mountPath),
      ...(volume.readOnly ? { readOnly: true } : {}),
      ...(volume.subPath === undefined ? {} : { subPath: volume.subPath }),
    },
    seenBy: 'all',
  }
}

function sourceOf(from: Volume['from']): object {
  switch (from.kind) {
    case 'pvc':
      return { persistentVolumeClaim: { claimName: from.claim } }
    case 'configMap':
      return { configMap: { name: from.configMap } }
    case 'secret':
      return { secret: { secretName: from.secret } }
    case 'emptyDir':
      return { emptyDir: withoutEmpty({ medium: from.memory ? 'Memory' : undefined, sizeLimit: from.sizeLimit }) }
    case 'hostPath':
      return { hostPath: { path: from.path } }
    default:
      return never(from)
  }
}
