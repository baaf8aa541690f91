import { expect, test } from 'vitest'
import type { CloudRequest, CloudResponse } from '../../../src/connect/cloud-ports.ts'
import { connectGateway } from '../../../src/connect/google/connect-gateway.ts'
import { json, problemOf, recordingCloud } from '../../builders-cloud.ts'

const path = 'projects/p/locations/europe-west1/clusters/prod'
const link = `//container.googleapis.com/${path}`
const cluster = { path, project: 'p', body: '{}', token: 'unique-token' }
const member = (name: string, resourceLink: string) => ({ name, endpoint: { gkeCluster: { resourceLink } } })

function fleet(resources: unknown, more: (request: CloudRequest) => CloudResponse = () => json({}, 404)) {
  return recordingCloud((request) =>
    request.url.startsWith('https://gkehub.googleapis.com/') ? json({ resources }) : more(request),
  )
}

test('the membership is looked up by the cluster, in every location of the fleet', async () => {
  const ports = fleet([
    member('projects/42/locations/global/memberships/other', `${link}-2`),
    member('projects/42/locations/europe-west1/memberships/prod-m', link),
  ])
  expect((await connectGateway(ports, cluster)).server).toBe(
    'https://connectgateway.googleapis.com/v1/projects/42/locations/europe-west1/gkeMemberships/prod-m',
  )
  expect(decodeURIComponent(ports.sent[0]?.url ?? '')).toBe(
    `https://gkehub.googleapis.com/v1/projects/p/locations/-/memberships?filter=endpoint.gkeCluster.resourceLink="${link}"`,
  )
  expect(ports.sent).toHaveLength(1)
})

test('a membership that names the project by its id costs a question for the number', async () => {
  const ports = fleet([member('projects/p/locations/global/memberships/prod-m', link)], ({ url }) =>
    url === 'https://cloudresourcemanager.googleapis.com/v3/projects/p' ? json({ name: 'projects/42' }) : json({}, 404),
  )
  expect((await connectGateway(ports, cluster)).server).toContain('/v1/projects/42/locations/global/gkeMemberships/')
})

test('what GKE says of the fleet is enough', async () => {
  const body = JSON.stringify({
    fleet: { project: '42', membership: '//gkehub.googleapis.com/projects/p/locations/global/memberships/m' },
  })
  const ports = fleet([])
  expect((await connectGateway(ports, { ...cluster, body })).server).toContain('/projects/42/locations/global/')
  expect(ports.sent).toHaveLength(0)
})

test.each<[string, CloudResponse, string, string]>([
  ['no membership', json({}), 'is in no fleet', '--enable-fleet'],
  [
    'no right to look',
    json({ error: { message: 'denied' } }, 403),
    'memberships of the fleet: denied',
    'gkehub.viewer',
  ],
])('%s is a problem with what to do', async (_name, answer, message, hint) => {
  const problem = await problemOf(
    connectGateway(
      recordingCloud(() => answer),
      cluster,
    ),
  )
  expect(problem?.code).toBe('connect/google-fleet')
  expect(problem?.message).toContain(message)
  expect(problem?.hint).toContain(hint)
  expect(JSON.stringify(problem)).not.toContain('unique-token')
})
