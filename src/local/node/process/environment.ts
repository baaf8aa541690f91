import type { KubeObject } from '../../../plan/objects.ts'
import { at, listAt, textAt } from '../../api/json.ts'
import { mapAt } from '../../controllers/fields.ts'
import { fieldText, resourceText } from './downward.ts'
import { expand } from './expand.ts'
import { dataOf, type ProjectionSource } from './projected-files.ts'

type Texts = Record<string, string>

/** The variables a container's spec asks for, on top of those it has anyway. */
export function containerEnvironment(
  source: ProjectionSource,
  spec: unknown,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const env: Texts = { ...given }
  for (const from of listAt(spec, 'envFrom')) Object.assign(env, fromObject(source, from))
  for (const variable of listAt(spec, 'env')) {
    const value = variableText(source, spec, variable, env)
    if (value !== undefined) env[textAt(variable, 'name')] = value
  }
  return env
}

function fromObject(source: ProjectionSource, from: unknown): Texts {
  const secret = textAt(from, 'secretRef', 'name')
  const data =
    secret === '' ? dataOf(source, 'ConfigMap', textAt(from, 'configMapRef', 'name')) : dataOf(source, 'Secret', secret)
  const prefix = textAt(from, 'prefix')
  return Object.fromEntries([...data].map(([key, bytes]) => [`${prefix}${key}`, Buffer.from(bytes).toString()]))
}

function variableText(source: ProjectionSource, spec: unknown, variable: unknown, env: Texts): string | undefined {
  const from = mapAt(variable, 'valueFrom')
  const keyed = at(from, 'secretKeyRef') ?? at(from, 'configMapKeyRef')
  if (keyed !== undefined) {
    const kind = at(from, 'secretKeyRef') === undefined ? 'ConfigMap' : 'Secret'
    const bytes = dataOf(source, kind, textAt(keyed, 'name')).get(textAt(keyed, 'key'))
    return bytes === undefined ? undefined : Buffer.from(bytes).toString()
  }
  if (from['fieldRef'] !== undefined)
    return fieldText(source.pod, source.place, textAt(from, 'fieldRef', 'fieldPath')) ?? ''
  if (from['resourceFieldRef'] !== undefined)
    return resourceText(source.pod, textAt(spec, 'name'), from['resourceFieldRef']) ?? ''
  return expand(textAt(variable, 'value'), env)
}

/** `SERVE_SERVICE_HOST` and `SERVE_SERVICE_PORT` for each service, as a kubelet gives them to pods of its namespace. */
export function serviceVariables(
  services: readonly KubeObject[],
  reach: (service: KubeObject, port: number) => { readonly host: string; readonly port: number } | undefined,
): Record<string, string> {
  const found: Texts = {}
  for (const service of services) {
    const ports = listAt(service, 'spec', 'ports')
    const prefix = `${service.metadata.name.toUpperCase().replaceAll('-', '_')}_SERVICE`
    for (const [index, port] of ports.entries()) {
      const address = reach(service, Number(at(port, 'port')))
      if (address === undefined) continue
      if (index === 0) Object.assign(found, { [`${prefix}_HOST`]: address.host, [`${prefix}_PORT`]: `${address.port}` })
      const name = textAt(port, 'name').toUpperCase().replaceAll('-', '_')
      if (name !== '') found[`${prefix}_PORT_${name}`] = `${address.port}`
    }
  }
  return found
}
