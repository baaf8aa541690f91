import type { Place, Problem } from './problem.ts'

const longestLabel = 63

/** A stage or pipeline name as Kubernetes sees it: runs of anything but letters, digits and dots become one hyphen. */
export function kubernetesName(raw: string): string {
  return raw.trim().replace(/[^A-Za-z0-9.]+/g, '-')
}

/** True for a lower-case RFC 1123 label: what Jobs, Deployments, namespaces and Secrets' parts must be. */
export function isLabel(name: string): boolean {
  return name.length <= longestLabel && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(name)
}

/** True for a name that a Service may have, and so a DNS host: a label that starts with a letter. */
export function isServiceName(name: string): boolean {
  return isLabel(name) && /^[a-z]/.test(name)
}

/** The raw text as a label value: unfit characters become hyphens, the ends are trimmed, at most 63 characters. */
export function labelValue(raw: string): string {
  return raw
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, longestLabel)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
}

/** A name with a suffix that fits in 63 characters; what had to be cut is replaced by a short hash of the whole. */
export function nameWithSuffix(base: string, suffix: string): string {
  const whole = `${base}-${suffix}`
  if (whole.length <= longestLabel) return whole
  const hash = shortHash(base)
  return `${base.slice(0, longestLabel - suffix.length - hash.length - 2).replace(/-+$/, '')}-${hash}-${suffix}`
}

/** Eight characters that stand for a text, the same on every machine. */
export function shortHash(text: string): string {
  // An import would be paid at each start; most commands need no hash.
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex').slice(0, 8)
}

/** Everything wrong with stage names as names of Kubernetes objects: bad characters, length, and two that become one. */
export function stageNameProblems(
  stages: readonly { readonly name: string; readonly kind: string; readonly place: Place }[],
): readonly Problem[] {
  const problems: Problem[] = []
  const seen = new Map<string, string>()
  for (const { name, kind, place } of stages) {
    const path = `stages.${name}`
    const inCluster = kubernetesName(name)
    const other = seen.get(inCluster)
    if (other !== undefined) problems.push(collision({ name, other, inCluster, place, path }))
    else seen.set(inCluster, name)
    if (kind === 'service' ? !isServiceName(inCluster) : !isLabel(inCluster))
      problems.push(badName({ name, inCluster, kind, place, path }))
  }
  return problems
}

function collision(c: { name: string; other: string; inCluster: string; place: Place; path: string }): Problem {
  return {
    severity: 'error',
    code: 'config/name-collision',
    message: `stages "${c.other}" and "${c.name}" would both be "${c.inCluster}" in Kubernetes`,
    hint: 'Rename one of them; Kubernetes names have only letters, digits and hyphens.',
    place: c.place,
    path: c.path,
  }
}

function badName(b: { name: string; inCluster: string; kind: string; place: Place; path: string }): Problem {
  return {
    severity: 'error',
    code: 'config/bad-name',
    message: `stage "${b.name}" would be named "${b.inCluster}", which Kubernetes refuses ${reason(b.inCluster, b.kind)}`,
    hint: `Try "${suggestion(b.inCluster)}".`,
    place: b.place,
    path: b.path,
  }
}

function reason(name: string, kind: string): string {
  if (name.length > longestLabel) return `(${name.length} characters, at most ${longestLabel})`
  if (/[A-Z]/.test(name)) return '(capital letters)'
  if (name.includes('.')) return '(a dot)'
  if (/^-|-$/.test(name) || name === '') return '(it must start and end with a letter or a digit)'
  return kind === 'service' ? '(a service name must start with a letter)' : '(unfit characters)'
}

function suggestion(name: string): string {
  const fit = name
    .toLowerCase()
    .replaceAll('.', '-')
    .replace(/^[^a-z]+|[^a-z0-9]+$/g, '')
    .slice(0, longestLabel)
  return fit === '' ? 'stage' : fit
}
