import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { at, listAt, numberAt, textAt } from '../../api/json.ts'
import { type PodContext, specOf } from '../simulated/pod-context.ts'
import { accountVariables, apiVariables } from './account.ts'
import { sharedPort } from './addresses.ts'
import { containerEnvironment, serviceVariables } from './environment.ts'
import { findExecutable } from './executable.ts'
import { expand } from './expand.ts'
import type { Machine } from './machine.ts'
import { makeMounts } from './mounts.ts'
import { type PathMap, type PathPair, pathMap } from './path-map.ts'
import type { PodFolder } from './pod-folder.ts'
import type { ProjectionSource } from './projected-files.ts'

/** Everything a container's program needs on this machine. */
export interface ContainerProgram {
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** Folder that stands for `/`: the mounts are links in it. */
  readonly root: string
  /** Puts words of the spec into the container's world: variables, then paths. */
  readonly words: (words: readonly string[]) => readonly string[]
  /** The words with the program found; undefined when it is not there. */
  readonly resolve: (argv: readonly string[]) => readonly string[] | undefined
}

/** Makes environment, mounts and working directory of a container; throws when a mount cannot be made. */
export function containerProgram(
  machine: Machine,
  context: PodContext,
  folder: PodFolder,
  volumes: ReadonlyMap<string, string>,
  name: string,
): ContainerProgram {
  const spec = specOf(context.pod, name)
  const own = folder.container(name)
  const given = { ...machine.environment, ...podVariables(machine, context), ...folderVariables(machine, folder, name) }
  const wanted = containerEnvironment(sourceOf(machine, context), spec, given)
  const pairs = makeMounts(own, spec, volumes, wanted, fixedVolumes(context))
  const map = pathMap(pairs)
  writeFileSync(own.message, '')
  const account = accountVariables(machine, context, own.kubeconfig, pairs, wanted)
  const env = finished(machine, { ...mapped(wanted, given, map), ...account, BODYWORK_MOUNTS: mountsText(pairs) })
  const workingDir = textAt(spec, 'workingDir') || '/'
  const cwd = map(workingDir) === workingDir ? join(own.root, workingDir) : map(workingDir)
  mkdirSync(cwd, { recursive: true })
  return {
    env,
    cwd,
    root: own.root,
    words: (words) => words.map((word) => map(expand(word, wanted))),
    resolve: ([command = '', ...args]) => {
      const found = findExecutable(command, env['PATH'] ?? '', cwd)
      return found === undefined ? undefined : [found, ...args]
    },
  }
}

/** What files and variables of the pod are made from. */
export function sourceOf(machine: Machine, context: PodContext): ProjectionSource {
  const place = { podIP: context.facts.podIP ?? '', hostIP: machine.hostIP }
  return { store: machine.store, pod: context.pod, place, token: machine.token }
}

// What is made from objects is never written to.
function fixedVolumes({ pod }: PodContext): ReadonlySet<string> {
  const types = ['configMap', 'secret', 'downwardAPI', 'projected']
  const volumes = listAt(pod, 'spec', 'volumes').filter((volume) =>
    types.some((type) => at(volume, type) !== undefined),
  )
  return new Set(volumes.map((volume) => textAt(volume, 'name')))
}

function mountsText(pairs: readonly PathPair[]): string {
  const inside = pairs.filter((pair) => pair.inside.startsWith('/') && pair.inside !== '/')
  return JSON.stringify(inside.map(({ inside, outside, isReadOnly = false }) => [inside, outside, isReadOnly]))
}

// Only what the spec says is in the container's world; what comes from here holds paths of this machine already.
function mapped(
  env: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
  map: PathMap,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, given[name] === value ? value : map(value)]),
  )
}

// Also when the spec sets them, pods need our interpreter and our hook.
function finished(machine: Machine, env: Record<string, string>): Record<string, string> {
  const { bin, python } = machine.injected()
  const modules = [env['PYTHONPATH'] ?? '', python].filter(Boolean).join(delimiter)
  return { ...env, PATH: `${bin}${delimiter}${env['PATH'] ?? machine.path}`, PYTHONPATH: modules }
}

function folderVariables(machine: Machine, folder: PodFolder, name: string): Record<string, string> {
  const own = folder.container(name)
  return {
    PATH: machine.path,
    HOME: own.home,
    TMPDIR: own.temporary,
    BODYWORK_ROOT: join(own.root, 'bodywork'),
    BODYWORK_CACHE: join(machine.root, 'environments'),
    BODYWORK_TERMINATION_LOG: own.message,
  }
}

function podVariables(machine: Machine, context: PodContext): Record<string, string> {
  const { pod, facts } = context
  const namespace = pod.metadata.namespace ?? ''
  const services = machine.store.list('v1', 'Service', namespace)
  const links =
    pod['spec'] !== undefined && Reflect.get(Object(pod['spec']), 'enableServiceLinks') === false ? [] : services
  return {
    ...serviceVariables(links, (service, port) => machine.network.reach(service, port)),
    HOSTNAME: pod.metadata.name,
    BODYWORK_POD_IP: machine.book.addressing === 'range' ? (facts.podIP ?? '') : '127.0.0.1',
    BODYWORK_POD_PORTS: JSON.stringify(podPorts(machine, context)),
    BODYWORK_POD_NAMESPACE: namespace,
    BODYWORK_HOSTS: machine.hostsFile,
    ...apiVariables(machine.apiPort?.()),
  }
}

function podPorts(machine: Machine, { pod, facts }: PodContext): Record<string, readonly [string, number]> {
  const ip = facts.podIP ?? ''
  const declared = listAt(pod, 'spec', 'containers').flatMap((container) => listAt(container, 'ports'))
  const numbers = declared.flatMap((port) => numberAt(port, 'containerPort') ?? [])
  return Object.fromEntries(
    numbers.map((port) => {
      if (machine.book.addressing === 'range') return [port, [ip, port] as const]
      const known = machine.moved.get(`${ip}:${port}`) ?? { host: '127.0.0.1', port: sharedPort() }
      machine.moved.set(`${ip}:${port}`, known)
      return [port, [known.host, known.port] as const]
    }),
  )
}
