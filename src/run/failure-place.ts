import type { Pipeline, Stage } from '../model/pipeline.ts'
import type { Place } from '../model/problem.ts'

/** Which keys of a stage, or of the whole pipeline, a cause is mended at; the first that the file has is shown. */
const keysOf: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^image/, ['image', 'pipeline.image', 'pipeline.docker_image', 'project.docker_image']],
  [/^(missing-secret|missing-key)/, ['secrets', 'env', 'pod_template', 'volumes']],
  [/^missing-configmap/, ['env', 'volumes', 'pod_template']],
  [/^missing-service-account/, ['service_account', 'pod_template']],
  [/^(oom|unschedulable-memory)/, ['resources.limits.memory', 'resources.memory', 'memory_request_mb', 'resources']],
  [/^unschedulable-cpu/, ['resources.cpu', 'cpu_request', 'resources']],
  [/^unschedulable-taint/, ['tolerations', 'node_selector']],
  [/^unschedulable-selector/, ['node_selector', 'affinity']],
  [/^unschedulable-affinity/, ['affinity']],
  [/^(unschedulable-volume|pvc|mount|multi-attach|subpath)/, ['volumes', 'pod_template']],
  [/^(unschedulable|quota|limit-range|ephemeral)/, ['resources', 'cpu_request', 'memory_request_mb', 'pod_template']],
  [/^(pod-security|run-as-non-root|admission)/, ['security', 'pod_template']],
  [/^python-module/, ['requirements', 'run', 'executable_module_path', 'executable_module']],
  [/^(command-not-found|permission-denied|start-error)/, ['command', 'run', 'args']],
  [/^(crash|exec-format|notebook-error)/, ['command', 'run', 'executable_module_path', 'executable_module']],
  [/^pending-timeout/, ['batch.pending_timeout', 'batch']],
  [/^(deadline|timeout)/, ['batch.timeout', 'batch.max_completion_time_seconds', 'batch']],
  [/^(probe|not-ready)/, ['service.health', 'service.port', 'service']],
  [/^(rollout-timeout|progress-deadline)/, ['service.startup_timeout', 'service.max_startup_time_seconds', 'service']],
  [/^(wrong-port|no-endpoints|load-balancer)/, ['service.port', 'service']],
  [/^(ingress|route)/, ['service.ingress', 'service']],
  [/^hpa/, ['service.autoscale', 'service']],
  [/^gate/, ['gate']],
  [/^artifact/, ['artifacts']],
  [/^condition/, ['if']],
]

/** The line of the configuration at which a failure of that stage is mended; the stage itself when no key stands out. */
export function failurePlace({ places }: Pick<Pipeline, 'places'>, stage: Stage, cause: string): Place {
  const keys = keysOf.find(([pattern]) => pattern.test(cause))?.[1] ?? []
  const paths = keys.map((key) => (/^(pipeline|project)\./.test(key) ? key : `stages.${stage.name}.${key}`))
  const found = paths.find((path) => places[path] !== undefined)
  return (found === undefined ? undefined : places[found]) ?? stage.place
}
