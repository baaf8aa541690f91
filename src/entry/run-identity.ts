import { randomUUID } from 'node:crypto'
import type { PlanFacts } from '../plan/plan.ts'

/** Who runs, as the CI says; elsewhere an id of its own. */
export function runIdentity(
  env: Readonly<Record<string, string | undefined>>,
): Pick<PlanFacts, 'runId' | 'attempt' | 'at' | 'actor' | 'link'> {
  const at = new Date().toISOString()
  const github = env['GITHUB_RUN_ID']
  if (github !== undefined && github !== '') {
    const parts = [github, env['GITHUB_JOB'], env['GITHUB_ACTION']].filter((part) => part !== undefined && part !== '')
    const link = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${github}`
    return {
      runId: parts.join('-'),
      attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1) || 1,
      at,
      ...actor(env['GITHUB_ACTOR']),
      link,
    }
  }
  const circle = env['CIRCLE_WORKFLOW_ID']
  if (circle !== undefined && circle !== '') {
    const runId = [circle, env['CIRCLE_JOB']].filter((part) => part !== undefined).join('-')
    const link = env['CIRCLE_BUILD_URL']
    return { runId, attempt: 1, at, ...actor(env['CIRCLE_USERNAME']), ...(link === undefined ? {} : { link }) }
  }
  const own = env['BODYWORK_RUN_ID']
  if (own !== undefined && own !== '') return { runId: own, attempt: 1, at, ...actor(env['BODYWORK_ACTOR']) }
  return { runId: randomUUID(), attempt: 1, at, ...actor(env['USER'] ?? env['USERNAME']) }
}

function actor(name: string | undefined): { readonly actor?: string } {
  return name === undefined || name === '' ? {} : { actor: name }
}
