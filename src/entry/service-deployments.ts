import type { Problem } from '../model/problem.ts'
import type { RunReport } from '../report/run-report.ts'
import { restoredText } from '../report/wording.ts'
import type { Emit } from '../run/events.ts'
import type { ApiAnswer, GithubApi } from './github-api.ts'

/** Where GitHub keeps the deployments of a run. */
export interface DeploymentPlace {
  /** `owner/name`. */
  readonly repository: string
  readonly commit: string
  readonly environment: string
  /** Address of a service, with {stage} and {namespace} in it. */
  readonly url?: string
  readonly logUrl: string
}

/** A GitHub Deployment for each service of a run, in an environment of its own: ENVIRONMENT/STAGE. */
export interface ServiceDeployments {
  /** Starts one when a service starts. */
  readonly emit: Emit
  /** Sets the last status of each, and tells what GitHub did not take. */
  finish(report: RunReport): Promise<readonly Problem[]>
}

const longestDescription = 140

/** Follows a run; nothing that GitHub answers changes how the run ends. */
export function serviceDeployments(api: GithubApi, place: DeploymentPlace): ServiceDeployments {
  const path = `/repos/${place.repository}/deployments`
  const started = new Map<string, Promise<number | undefined>>()
  const refusals: ApiAnswer[] = []
  const post = async (to: string, body: unknown): Promise<ApiAnswer> => {
    const answer = await api('POST', to, body)
    if (answer.status !== 201) refusals.push(answer)
    return answer
  }
  const setStatus = (id: number, status: object) => post(`${path}/${id}/statuses`, { log_url: place.logUrl, ...status })
  const begin = async (stage: string): Promise<number | undefined> => {
    const id = idOf(await post(path, deploymentOf(place, stage)))
    if (id !== undefined) await setStatus(id, { state: 'in_progress' })
    return id
  }
  return {
    emit: (event) => {
      if (event.type === 'stage.started' && event.kind === 'service' && !started.has(event.stage))
        started.set(event.stage, begin(event.stage))
    },
    finish: async (report) => {
      await Promise.all(
        [...started].map(async ([stage, deployment]) => {
          const id = await deployment
          if (id !== undefined) await setStatus(id, statusOf(report, stage, place))
        }),
      )
      return refusals.slice(0, 1).map(problemOf)
    },
  }
}

function deploymentOf(place: DeploymentPlace, stage: string): object {
  return {
    ref: place.commit,
    environment: `${place.environment}/${stage}`,
    auto_merge: false,
    required_contexts: [],
    description: `service ${stage}`,
  }
}

function idOf({ status, body }: ApiAnswer): number | undefined {
  const id: unknown = status === 201 && typeof body === 'object' && body !== null ? Reflect.get(body, 'id') : undefined
  return typeof id === 'number' ? id : undefined
}

/** A service that came up and was put back afterwards has not been deployed. */
function statusOf(report: RunReport, stage: string, place: DeploymentPlace): object {
  const told = report.stages.find(({ name }) => name === stage)
  const wasUndone = report.rollback !== undefined && report.rollback.outcome !== 'not-needed'
  if (told?.outcome === 'succeeded' && !wasUndone) {
    const url = addressOf(report, stage, place)
    return { state: 'success', ...(url === undefined ? {} : { environment_url: url }) }
  }
  const why = told?.failure?.message ?? (report.outcome === 'cancelled' ? 'cancelled' : 'the run failed')
  const after = report.verdict === undefined ? '' : `; ${restoredText(report.verdict.rollback)}`
  const room = longestDescription - after.length
  const cause = why.length > room ? `${why.slice(0, room - 1)}…` : why
  return { state: report.outcome === 'cancelled' ? 'error' : 'failure', description: `${cause}${after}` }
}

/** Names within the cluster lead nowhere from a browser. */
function addressOf(report: RunReport, stage: string, place: DeploymentPlace): string | undefined {
  if (place.url !== undefined) return place.url.replaceAll('{stage}', stage).replaceAll('{namespace}', report.namespace)
  const url = report.services[stage]
  return url === undefined || /\.svc\.|^http:\/\/127\./.test(url) ? undefined : url
}

function problemOf({ status, body }: ApiAnswer): Problem {
  const message: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'message') : undefined
  const isForbidden = status === 401 || status === 403 || status === 404
  return {
    severity: 'warning',
    code: 'input/deployments',
    message: `GitHub did not take the deployment of a service (${status === 0 ? 'not reached' : status}: ${typeof message === 'string' ? message : 'no reason was given'})`,
    hint: isForbidden ? 'Give the job "permissions: deployments: write".' : 'The run itself is not affected.',
  }
}
