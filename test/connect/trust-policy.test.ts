import { expect, test } from 'vitest'
import { subjectForms, trustPolicy } from '../../src/connect/trust-policy.ts'

const github = {
  iss: 'https://token.actions.githubusercontent.com',
  aud: 'sts.amazonaws.com',
  sub: 'repo:o/r:environment:prod',
  repository_id: '22',
  repository_owner_id: '11',
}
const circle = {
  iss: 'https://oidc.circleci.com/org/org-1',
  aud: 'org-1',
  sub: 'org/org-1/project/p-1/user/u-1',
  'oidc.circleci.com/project-id': 'p-1',
}
const about = { audience: 'api://AzureADTokenExchange', account: '111122223333' }
const parsed = (text = '') => JSON.parse(text)

test('subjects are named with and without ids, from either form', () => {
  const both = ['repo:o/r:environment:prod', 'repo:o@11/r@22:environment:prod']
  expect(subjectForms(github)).toEqual(both)
  expect(subjectForms({ ...github, sub: both[1] })).toEqual(both)
  expect(subjectForms({ sub: 'repo:o/r:ref:x' })).toEqual(['repo:o/r:ref:x'])
  expect(subjectForms(circle)).toEqual([circle.sub])
})

test('AWS gets a trust policy for the role', () => {
  expect(parsed(trustPolicy('eks', github, about)).Statement[0]).toMatchObject({
    Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
    Condition: {
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': subjectForms(github),
      },
    },
  })
})

test("a policy for CircleCI trusts the project's users by a pattern", () => {
  expect(parsed(trustPolicy('eks', circle, about)).Statement[0].Condition).toEqual({
    StringEquals: { 'oidc.circleci.com/org/org-1:aud': 'org-1' },
    StringLike: { 'oidc.circleci.com/org/org-1:sub': 'org/org-1/project/p-1/user/*' },
  })
})

test('Google gets a condition on ids, which nobody can take over by renaming', () => {
  expect(trustPolicy('gke', github, about)).toContain("assertion.repository_id == '22'")
  expect(trustPolicy('gke', github, about)).toContain('/attribute.repository_id/22')
  expect(trustPolicy('gke', circle, about)).toContain("assertion['oidc.circleci.com/project-id'] == 'p-1'")
})

test('Entra gets one federated credential a subject, with the audience of its cloud', () => {
  const text = trustPolicy('aks', github, about) ?? ''
  expect(text.split('\n}\n').map((part) => parsed(part.endsWith('}') ? part : `${part}\n}`))).toMatchObject(
    subjectForms(github).map((subject) => ({ issuer: github.iss, subject, audiences: [about.audience] })),
  )
})

test('a kubeconfig trusts nobody', () => {
  expect(trustPolicy('kubeconfig', github, about)).toBeUndefined()
})
