import { at, type Draft, draftAt, draftsAt, textAt } from '../json.ts'
import { pathText } from '../schema/decode.ts'
import { quantityNanos } from '../schema/quantity.ts'
import type { Causes } from './causes.ts'
import { checkPort, checkPortNumber } from './fields.ts'
import { labelRule } from './names.ts'

/** Where the containers stand and what they may name. */
export interface ContainerChecking {
  readonly causes: Causes
  readonly volumes: ReadonlySet<string>
  /** Names seen so far, in both lists of the pod. */
  readonly names: Set<string>
  readonly path: readonly (string | number)[]
}

const VARIABLE = /^[ -<>-~]+$/
const VARIABLE_RULE = "a valid environment variable name must consist only of printable ASCII characters other than '='"

/** Reports what is wrong with the containers of a pod. */
export function checkContainers(checking: ContainerChecking, containers: readonly Draft[]): void {
  for (const [index, container] of containers.entries())
    checkContainer({ ...checking, path: [...checking.path, index] }, container)
}

function checkContainer(checking: ContainerChecking, container: Draft): void {
  const { causes, names, path } = checking
  const field = (...rest: readonly (string | number)[]) => pathText([...path, ...rest])
  const name = textAt(container, 'name')
  const wrong = name === '' ? undefined : labelRule(name)
  if (wrong !== undefined) causes.invalid(field('name'), name, wrong)
  if (name !== '' && names.has(name)) causes.duplicate(field('name'), name)
  names.add(name)
  const image = textAt(container, 'image')
  if (image === '') causes.required(field('image'))
  else if (image !== image.trim()) causes.invalid(field('image'), image, 'must not have leading or trailing whitespace')
  for (const [index, port] of draftsAt(container, 'ports').entries()) {
    checkPortNumber(port['containerPort'], field('ports', index, 'containerPort'), causes)
    if (port['name'] !== undefined) checkPort(port['name'], field('ports', index, 'name'), causes)
  }
  checkVariables(checking, container)
  checkResources(checking, container)
  checkMounts(checking, container)
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) checkProbe(checking, container, probe)
}

function checkVariables({ causes, path }: ContainerChecking, container: Draft): void {
  for (const [index, variable] of draftsAt(container, 'env').entries()) {
    const field = (name: string) => pathText([...path, 'env', index, name])
    const name = textAt(variable, 'name')
    if (name !== '' && !VARIABLE.test(name)) causes.invalid(field('name'), name, VARIABLE_RULE)
    const source = draftAt(variable, 'valueFrom')
    if (source === undefined) continue
    if (textAt(variable, 'value') !== '')
      causes.invalid(field('valueFrom'), '', 'may not be specified when `value` is not empty')
    if (Object.keys(source).length !== 1)
      causes.invalid(field('valueFrom'), '', 'must specify exactly one source of the value')
  }
}

function checkResources({ causes, path }: ContainerChecking, container: Draft): void {
  const limits = draftAt(container, 'resources', 'limits') ?? {}
  const requests = draftAt(container, 'resources', 'requests') ?? {}
  for (const [side, amounts] of [
    ['limits', limits],
    ['requests', requests],
  ] as const)
    for (const [name, amount] of Object.entries(amounts))
      if ((quantityNanos(amount) ?? 0n) < 0n)
        causes.invalid(
          `${pathText([...path, 'resources', side])}[${name}]`,
          amount,
          'must be greater than or equal to 0',
        )
  for (const [name, amount] of Object.entries(requests)) {
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined
    if (limit === undefined || (quantityNanos(amount) ?? 0n) <= (quantityNanos(limit) ?? 0n)) continue
    causes.invalid(
      pathText([...path, 'resources', 'requests']),
      amount,
      `must be less than or equal to ${name} limit of ${String(limit)}`,
    )
  }
}

function checkMounts({ causes, volumes, path }: ContainerChecking, container: Draft): void {
  const paths = new Set<string>()
  for (const [index, mount] of draftsAt(container, 'volumeMounts').entries()) {
    const field = (name: string) => pathText([...path, 'volumeMounts', index, name])
    const name = textAt(mount, 'name')
    const place = textAt(mount, 'mountPath')
    if (name !== '' && !volumes.has(name)) causes.notFound(field('name'), name)
    if (place !== '' && paths.has(place)) causes.invalid(field('mountPath'), place, 'must be unique')
    paths.add(place)
  }
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc']

function checkProbe({ causes, path }: ContainerChecking, container: Draft, name: string): void {
  const probe = draftAt(container, name)
  if (probe === undefined) return
  const field = pathText([...path, name])
  const handlers = HANDLERS.filter((handler) => probe[handler] !== undefined)
  if (handlers.length === 0) causes.required(field, 'must specify a handler type')
  if (handlers.length > 1) causes.forbidden(`${field}.${handlers[1]}`, 'may not specify more than 1 handler type')
  for (const handler of ['httpGet', 'tcpSocket'])
    if (probe[handler] !== undefined) checkPort(at(probe, handler, 'port'), `${field}.${handler}.port`, causes)
  for (const number of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold']) {
    const value = probe[number]
    if (typeof value === 'number' && value < 0)
      causes.invalid(`${field}.${number}`, value, 'must be greater than or equal to 0')
  }
}
