import type {
  PodStage,
  Program,
  Requirements,
  Resources,
  SecretVariable,
  SourceMode,
  Volume,
} from '../../model/pipeline.ts'
import {
  booleanAt,
  bytesAt,
  cpuAt,
  defined,
  jsonMapAt,
  jsonMapsAt,
  numberAt,
  textAt,
  textMapAt,
  textsAt,
  wordAt,
} from '../read-tree.ts'
import type { StageTree } from '../stage-trees.ts'
import { type Tree, valueAt } from '../tree.ts'

/** What the pipeline says for all of its stages. */
export interface Surroundings {
  readonly image: string
  readonly source: SourceMode
  readonly security: 'restricted' | 'image'
}

/** The part of a stage that is about its pod. */
export function foldPod(
  stage: StageTree,
  around: Surroundings,
): Omit<PodStage, 'name' | 'place' | 'needs' | 'condition' | 'group'> {
  const { tree } = stage
  const program = programOf(tree)
  return defined({
    program,
    image: wordAt(tree, 'image') ?? around.image,
    requirements: requirementsOf(valueAt(tree, 'requirements')),
    env: textMapAt(tree, 'env'),
    secrets: secretsOf(valueAt(tree, 'secrets')),
    resources: resourcesOf(valueAt(tree, 'resources')),
    workingDirectory: wordAt(tree, 'working_directory'),
    nodeSelector: textMapAt(tree, 'node_selector'),
    tolerations: jsonMapsAt(tree, 'tolerations'),
    affinity: jsonMapAt(tree, 'affinity'),
    volumes: volumesOf(valueAt(tree, 'volumes')),
    shm: bytesAt(tree, 'shm'),
    serviceAccount: wordAt(tree, 'service_account') ?? wordAt(tree, 'service_account', 'name'),
    accountAnnotations: annotationsOf(valueAt(tree, 'service_account', 'annotations')),
    pullSecrets: textsAt(tree, 'pull_secrets').filter((name) => name !== ''),
    dockerConfig: dockerConfigOf(valueAt(tree, 'pull_secrets')),
    podTemplate: jsonMapAt(tree, 'pod_template'),
    security: securityOf(textAt(tree, 'security')) ?? around.security,
    source: sourceOf(textAt(tree, 'source')) ?? (program.kind === 'image' ? 'image' : around.source),
    cacheVolume: wordAt(tree, 'cache_volume'),
  })
}

/** `bundle`, `git` or `image`. */
export function sourceOf(text: string | undefined): SourceMode | undefined {
  return (['bundle', 'git', 'image'] as const).find((mode) => mode === text)
}

function securityOf(text: string | undefined): 'restricted' | 'image' | undefined {
  return (['restricted', 'image'] as const).find((level) => level === text)
}

function annotationsOf(tree: Tree | undefined): Readonly<Record<string, string>> | undefined {
  return tree === undefined ? undefined : textMapAt(tree)
}

function dockerConfigOf(tree: Tree | undefined): string | undefined {
  const items = tree?.kind === 'list' ? tree.items : []
  const found = items.map((item) => valueAt(item, 'docker_config')).find((value) => value !== undefined)
  if (found === undefined || booleanAt(found) === false) return undefined
  return textAt(found) ?? ''
}

function programOf(tree: Tree): Program {
  const args = textsAt(tree, 'args')
  const path = textAt(tree, 'run')
  if (path?.endsWith('.ipynb') === true)
    return { kind: 'notebook', path, args, parameters: jsonMapAt(tree, 'parameters') ?? {} }
  if (path !== undefined) return { kind: 'python', path, args }
  const command = valueAt(tree, 'command')
  if (command?.kind === 'list') return { kind: 'command', command: textsAt(command), args }
  const words = textAt(command)?.trim()
  return words === undefined || words === ''
    ? { kind: 'image', args }
    : { kind: 'command', command: words.split(/\s+/), args }
}

function requirementsOf(tree: Tree | undefined): Requirements {
  if (tree?.kind === 'list')
    return tree.items.length === 0 ? { kind: 'none' } : { kind: 'list', packages: textsAt(tree) }
  const packages = textsAt(tree, 'packages')
  const constraints = wordAt(tree, 'constraints')
  if (packages.length > 0) return defined({ kind: 'list' as const, packages, constraints })
  const path = wordAt(tree) ?? wordAt(tree, 'file')
  if (path === undefined) return { kind: 'none' }
  return defined({ kind: 'file' as const, path, constraints })
}

/** The short form names only the secret: the variable is the key in it. */
function secretsOf(tree: Tree | undefined): readonly SecretVariable[] {
  if (tree?.kind !== 'map') return []
  return tree.entries.map(({ key: variable, value }) => ({
    variable,
    secret: (textAt(value) ?? textAt(value, 'secret') ?? '').trim(),
    key: textAt(value, 'key') ?? variable,
  }))
}

const defaultGpu = 'nvidia.com/gpu'

function resourcesOf(tree: Tree | undefined): Resources {
  const count = numberAt(tree, 'gpu') ?? numberAt(tree, 'gpu', 'count')
  return defined({
    cpu: cpuAt(tree, 'cpu'),
    memory: bytesAt(tree, 'memory'),
    ephemeralStorage: bytesAt(tree, 'ephemeral_storage'),
    gpu:
      count === undefined || count === 0
        ? undefined
        : { count, resource: wordAt(tree, 'gpu', 'resource') ?? defaultGpu },
    limits: limitsOf(valueAt(tree, 'limits')),
  })
}

function limitsOf(tree: Tree | undefined): Readonly<Record<string, string>> {
  if (tree?.kind !== 'map') return {}
  const limits = tree.entries.map(({ key, value }) => {
    const name = key.replaceAll('_', '-')
    return [name, (name === 'cpu' ? cpuAt(value) : bytesAt(value)) ?? '0'] as const
  })
  return Object.fromEntries(limits)
}

function volumesOf(tree: Tree | undefined): readonly Volume[] {
  if (tree?.kind !== 'map') return []
  return tree.entries.map(({ key: name, value }) =>
    defined({
      name,
      mountPath: textAt(value, 'path') ?? '/',
      readOnly: booleanAt(value, 'read_only') ?? false,
      subPath: wordAt(value, 'sub_path'),
      from: volumeSource(value),
    }),
  )
}

function volumeSource(tree: Tree): Volume['from'] {
  const claim = wordAt(tree, 'pvc')
  if (claim !== undefined) return { kind: 'pvc', claim }
  const configMap = wordAt(tree, 'config_map')
  if (configMap !== undefined) return { kind: 'configMap', configMap }
  const secret = wordAt(tree, 'secret')
  if (secret !== undefined) return { kind: 'secret', secret }
  const path = wordAt(tree, 'host_path')
  if (path !== undefined) return { kind: 'hostPath', path }
  const memory = booleanAt(tree, 'empty_dir', 'memory') ?? false
  return defined({ kind: 'emptyDir' as const, memory, sizeLimit: bytesAt(tree, 'empty_dir', 'size') })
}
