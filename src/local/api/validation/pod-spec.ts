import { at, type Draft, draftAt, draftsAt, textAt } from '../json.ts'
import { pathText } from '../schema/decode.ts'
import type { Causes } from './causes.ts'
import { checkContainers } from './containers.ts'
import { checkLabels } from './metadata.ts'
import { labelRule, subdomainRule } from './names.ts'

type Path = readonly (string | number)[]

/** Reports what is wrong with the spec of a pod or a template. */
export function checkPodSpec(spec: unknown, path: Path, causes: Causes): void {
  const volumes = volumeNames(spec, path, causes)
  const names = new Set<string>()
  checkContainers({ causes, volumes, names, path: [...path, 'initContainers'] }, draftsAt(spec, 'initContainers'))
  checkContainers({ causes, volumes, names, path: [...path, 'containers'] }, draftsAt(spec, 'containers'))
  const deadline = at(spec, 'activeDeadlineSeconds')
  if (typeof deadline === 'number' && (deadline < 1 || deadline > 2_147_483_647))
    causes.invalid(
      pathText([...path, 'activeDeadlineSeconds']),
      deadline,
      'must be between 1 and 2147483647, inclusive',
    )
  const grace = at(spec, 'terminationGracePeriodSeconds')
  if (typeof grace === 'number' && grace < 0)
    causes.invalid(pathText([...path, 'terminationGracePeriodSeconds']), grace, 'must be greater than or equal to 0')
  checkName(spec, 'serviceAccountName', subdomainRule, path, causes)
  checkName(spec, 'nodeName', subdomainRule, path, causes)
  checkName(spec, 'hostname', labelRule, path, causes)
  checkName(spec, 'subdomain', labelRule, path, causes)
  checkLabels(spec, pathText([...path, 'nodeSelector']), causes, 'nodeSelector')
}

function checkName(
  spec: unknown,
  field: string,
  rule: (name: string) => string | undefined,
  path: Path,
  causes: Causes,
): void {
  const name = textAt(spec, field)
  const wrong = name === '' ? undefined : rule(name)
  if (wrong !== undefined) causes.invalid(pathText([...path, field]), name, wrong)
}

function volumeNames(spec: unknown, path: Path, causes: Causes): ReadonlySet<string> {
  const names = new Set<string>()
  for (const [index, volume] of draftsAt(spec, 'volumes').entries()) {
    const name = textAt(volume, 'name')
    const field = pathText([...path, 'volumes', index, 'name'])
    const wrong = name === '' ? undefined : labelRule(name)
    if (wrong !== undefined) causes.invalid(field, name, wrong)
    if (names.has(name)) causes.duplicate(field, name)
    names.add(name)
    const sources = Object.keys(volume).filter((key) => key !== 'name')
    if (sources.length > 1)
      causes.forbidden(
        pathText([...path, 'volumes', index, sources[1] ?? '']),
        'may not specify more than 1 volume type',
      )
  }
  return names
}

/** How a template's pods may be restarted, and in which words another way is refused. */
export interface RestartRule {
  readonly allowed: readonly string[]
  readonly isRequired: boolean
}

/** Reports what is wrong with a pod template. */
export function checkTemplate(draft: Draft, path: readonly string[], restart: RestartRule, causes: Causes): void {
  const template = draftAt(draft, ...path)
  if (template === undefined) return
  checkLabels(template, pathText([...path, 'metadata', 'labels']), causes, 'metadata', 'labels')
  checkPodSpec(template['spec'], [...path, 'spec'], causes)
  const policy = textAt(template, 'spec', 'restartPolicy')
  if (restart.allowed.includes(policy)) return
  const field = pathText([...path, 'spec', 'restartPolicy'])
  const values = restart.allowed.map((value) => JSON.stringify(value)).join(', ')
  if (restart.isRequired) causes.required(field, `valid values: ${values}`)
  else causes.unsupported(field, policy, restart.allowed)
}
