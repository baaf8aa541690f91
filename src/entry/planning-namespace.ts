import { failed, ok } from '../model/problem.ts'
import type { PlanningPorts } from './gather-plan.ts'

/** Planning for another namespace than the one of the configuration, where one is named. */
export function inNamespace(ports: PlanningPorts, namespace: string | undefined): PlanningPorts {
  if (namespace === undefined) return ports
  return {
    ...ports,
    loadPipeline: async (file, options) => {
      const loaded = await ports.loadPipeline(file, options)
      return loaded.ok ? ok({ ...loaded.value, namespace }, loaded.problems) : failed(...loaded.problems)
    },
  }
}
