import { expect, test } from 'vitest'
import { modernWords } from '../../src/entry/old-spellings.ts'

const url = 'https://git.example/iris'

test.each([
  ['setup-namespace pipelines', 'configure-cluster --namespace pipelines'],
  [`workflow --namespace=ml ${url} master`, `deploy ${url} --branch master --namespace ml`],
  [`workflow --ns ml ${url} master`, `deploy ${url} --branch master --namespace ml`],
  [
    `deployment create --namespace=ml --name=first --git-repo-url=${url} --git-repo-branch=part-one --local-workflow-controller`,
    `deploy ${url} --branch part-one --namespace ml`,
  ],
  [`deployment create --ns=ml --name=a --git-repo-url=${url} -L`, `deploy ${url} --namespace ml`],
  ['deployment display --ns=ml', 'get deployments --namespace ml'],
  ['deployment logs --ns=ml --name=first', 'get deployments --namespace ml --logs first'],
  ['deployment delete_job --ns=ml --name=first', 'delete deployment first --async --namespace ml'],
  [
    `cronjob create --namespace=ml --name=ml --git-repo-url=${url} --git-repo-branch=master --retries=2`,
    `create cronjob ${url} --branch master --namespace=ml --name=ml --retries=2`,
  ],
  ['cronjob display --namespace=ml', 'get cronjobs'],
  ['cronjob history --namespace=ml --name=ml', 'get cronjobs ml --history'],
  ['cronjob logs --namespace=ml --name=ml-1605214260', 'get cronjobs --logs ml-1605214260'],
  ['cronjob delete --ns=ml --name=ml', 'delete cronjob ml'],
  ['service display --ns=ml', 'get deployments --namespace ml'],
  ['service delete --ns=ml --name=iris--serve', 'delete deployment iris iris--serve --namespace ml'],
  ['secret create --ns=ml --name=aws --data A=1 B=2', 'create secret aws B=2 --ns=ml --data A=1'],
  ['secret display --ns=ml --name=aws', 'get secrets aws --ns=ml'],
  ['secret delete --ns=ml --name=aws', 'delete secret aws --ns=ml'],
  [`create deployment ${url} --branch dev --group prod --retries=2 --async`, `deploy ${url} --branch dev`],
  [`update deployment ${url} --ssh key --secrets-group prod`, `deploy ${url} --ssh key`],
  ['cronjob history --name ml --wrong 1', 'get cronjobs ml --history --wrong 1'],
])('%s becomes %s', (old, next) => {
  expect(modernWords(old.split(' '))?.words.join(' ')).toBe(next)
})

test.each(['deploy', 'create secret a --group b', `create deployment ${url}`, 'toString x', 'get deployments'])(
  '%s stays as it is',
  (line) => {
    expect(modernWords(line.split(' '))).toBeUndefined()
  },
)

test('the note says the new name, and no value', () => {
  expect(modernWords(['secret', 'create', '--ns=ml', '--name=aws', '--data', 'A=hunter2'])?.note).toBe(
    '"secret create" is now "bodywork create secret"',
  )
})
