import { expect, test } from 'vitest'
import { parseArguments } from '../../src/entry/arguments.ts'
import { commandTable } from '../../src/entry/command-table.ts'
import { modernWords } from '../../src/entry/old-spellings.ts'

const url = 'https://git.example/acme/iris'

/** Command lines as articles and documentation of earlier releases have them, and the command they come to. */
const lines: readonly (readonly [line: string, command: string])[] = [
  // A pipeline with batch and service stages, 0.2
  ['setup-namespace ml-pipeline', 'configure-cluster'],
  [`workflow --namespace=ml-pipeline ${url} master`, 'deploy'],
  [
    `cronjob create --namespace=ml-pipeline --name=ml-pipeline --schedule=@daily --git-repo-url=${url} --git-repo-branch=master --retries=2`,
    'create cronjob',
  ],
  ['cronjob history --namespace=ml-pipeline --name=ml-pipeline', 'get cronjobs'],
  ['cronjob logs --namespace=ml-pipeline --name=ml-pipeline-1605214260', 'get cronjobs'],
  // Continuous deployment from CI, 2.x
  ['setup-namespace pipelines', 'configure-cluster'],
  [
    `deployment create --namespace=pipelines --name=initial-deployment --git-repo-url=${url} --git-repo-branch=part-one --local-workflow-controller`,
    'deploy',
  ],
  // Serving a model, 0.2
  ['setup-namespace scoring-service', 'configure-cluster'],
  [`workflow --namespace=scoring-service ${url} master`, 'deploy'],
  // A service for others, 3.x
  ['configure-cluster', 'configure-cluster'],
  ['validate --check-files', 'validate'],
  ['create secret mlflow-config --group prod --data URI=sqlite:///mlflow.db --data ROOT=artefacts', 'create secret'],
  ['create secret aws-credentials --group prod --data A=XX --data B=XX --data C=XX', 'create secret'],
  [`create deployment ${url}.git`, 'deploy'],
  [`create cronjob ${url} --name=scoring --schedule=@hourly --retries=2`, 'create cronjob'],
  ['create secret sentry-integration --group prod --data SENTRY_DSN=KEY', 'create secret'],
  [`update deployment ${url}.git`, 'deploy'],
  // Documentation of 3.x
  ['version', 'version'],
  ['--version', 'version'],
  ['validate --file=bodywork.yaml --no-check-files', 'validate'],
  [`create deployment ${url} --branch=dev --ssh=id_rsa --group=prod --retries=2`, 'deploy'],
  [`create deployment ${url} --async --async-job-name=x --bodywork-image=i:1 --secrets-group=prod`, 'deploy'],
  [`update deployment ${url} --branch dev --ssh id_rsa`, 'deploy'],
  ['get deployments', 'get deployments'],
  ['get deployment', 'get deployments'],
  ['get deployments iris', 'get deployments'],
  ['get deployment iris serve --namespace=iris', 'get deployments'],
  ['get deployment --logs async-workflow-iris', 'get deployments'],
  ['delete deployment iris', 'delete deployment'],
  ['delete deployments iris serve', 'delete deployment'],
  ['delete deployment iris --async', 'delete deployment'],
  [
    `create cronjob ${url} --name=n --schedule=@daily --branch=b --retries=1 --history-limit=2 --ssh=f --group=g`,
    'create cronjob',
  ],
  [`create cronjob ${url} --name=n --schedule=@daily --ssh-key-path=f --secrets-group=g`, 'create cronjob'],
  ['get cronjobs', 'get cronjobs'],
  ['get cronjob n', 'get cronjobs'],
  ['get cronjob n --history', 'get cronjobs'],
  ['get cronjobs n --logs=n-1', 'get cronjobs'],
  [`update cronjob ${url} --name=n --schedule=@daily --branch=b --retries=2 --history-limit=2`, 'update cronjob'],
  ['delete cronjob n', 'delete cronjob'],
  ['create secret s --group=g --data A=1 B=2', 'create secret'],
  ['update secret s --group=g --data A=1', 'update secret'],
  ['get secrets', 'get secrets'],
  ['get secret s --group=g', 'get secrets'],
  ['get secrets --group g', 'get secrets'],
  ['delete secret s --group=g', 'delete secret'],
  ['delete secret --group=g', 'delete secret'],
  ['debug 600', 'debug'],
  [`stage ${url} train 60 --branch=main`, 'stage'],
  // Everything else of 2.x
  ['deployment display --ns=ml', 'get deployments'],
  ['deployment logs --ns=ml --name=first', 'get deployments'],
  ['deployment delete_job --ns=ml --name=first', 'delete deployment'],
  ['cronjob display --ns=ml', 'get cronjobs'],
  ['cronjob delete --ns=ml --name=n', 'delete cronjob'],
  ['service display --ns=ml --name=iris--serve', 'get deployments'],
  ['service delete --ns=ml --name=iris--serve', 'delete deployment'],
  ['secret create --ns=ml --name=s --data A=1 B=2', 'create secret'],
  ['secret display --ns=ml', 'get secrets'],
  ['secret display --ns=ml --name=s', 'get secrets'],
  ['secret delete --ns=ml --name=s', 'delete secret'],
  ['validate --file bodywork.yaml --check-files', 'validate'],
]

test.each(lines)('"%s" is understood as %s', async (line, name) => {
  const typed = line.split(' ')
  const words = modernWords(typed)?.words ?? typed
  const named = (length: number) => {
    const start = words.slice(0, length).join(' ')
    return commandTable.find((entry) =>
      [entry.name, ...(entry.aliases ?? []), ...(entry.synonyms ?? [])].includes(start),
    )
  }
  const length = [3, 2, 1].find((count) => named(count) !== undefined) ?? 0
  const entry = named(length)
  expect(entry?.name).toBe(name)
  const command = await entry?.load()
  expect(command === undefined ? [] : parseArguments(command, words.slice(length)).problems).toEqual([])
})
