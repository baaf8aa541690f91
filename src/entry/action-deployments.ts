import type { ActionDoor } from './action-door.ts'
import type { ActionInputs } from './action-inputs.ts'
import { githubApi } from './github-api.ts'
import { type ServiceDeployments, serviceDeployments } from './service-deployments.ts'

/** GitHub Deployments of the services, when the input `environment` asks for them. */
export function deploymentsOf({ env }: ActionDoor, inputs: ActionInputs): ServiceDeployments | undefined {
  const environment = inputs.text('environment')
  const [repository, commit] = [env['GITHUB_REPOSITORY'], env['GITHUB_SHA']]
  if (environment === undefined || repository === undefined || commit === undefined) return undefined
  const url = inputs.text('environment-url')
  return serviceDeployments(githubApi(env, inputs.text('github-token') ?? ''), {
    repository,
    commit,
    environment,
    logUrl: `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${repository}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`,
    ...(url === undefined ? {} : { url }),
  })
}
