import { expect, test } from 'vitest'
import { inspectPipeline } from '../../src/config/load.ts'
import { migrate } from '../../src/config/migrate.ts'
import { filesOf } from '../builders-config.ts'

const project = `# sentiment of reviews
[default]
PROJECT_NAME="Reviews"
DOCKER_IMAGE="bodyworkml/bodywork-core:latest"

[workflow]
DAG=fit-model >> score-reviews

[logging]
LOG_LEVEL="INFO"
`
const batch = `[default]
STAGE_TYPE="batch"
EXECUTABLE_SCRIPT="fit.py"
CPU_REQUEST=0.5
MEMORY_REQUEST_MB=100

[batch]
; one minute is plenty
MAX_COMPLETION_TIME_SECONDS=60
RETRIES=2

[secrets]
aws_key=AWS-Credentials
`
const service = `[default]
STAGE_TYPE=service
EXECUTABLE_SCRIPT=score.py
CPU_REQUEST=0.25
MEMORY_REQUEST_MB=100

[service]
MAX_STARTUP_TIME_SECONDS=30
REPLICAS=2
PORT=5000
`
const files = {
  'bodywork.ini': project,
  'fit-model/config.ini': batch,
  'fit-model/requirements.txt': 'scikit-learn==1.5.2\n',
  'score-reviews/config.ini': service,
  'score-reviews/requirements.txt': '',
}

const inspect = (over: Readonly<Record<string, string>> = {}) =>
  inspectPipeline({ file: 'bodywork.ini', readFile: filesOf({ ...files, ...over }) })

test('INI files fold into a pipeline, quoted or not, with or without INGRESS', async () => {
  const { pipeline, generation, problems } = await inspect()
  expect(generation).toBe('ini')
  expect(problems.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'config/quoted-value'))
  expect(pipeline).toMatchObject({
    name: 'reviews',
    namespace: 'reviews',
    steps: [['fit-model'], ['score-reviews']],
    stages: [
      {
        kind: 'batch',
        program: { kind: 'python', path: 'fit-model/fit.py' },
        requirements: { kind: 'file', path: 'fit-model/requirements.txt' },
        secrets: [{ variable: 'AWS_KEY', secret: 'aws-credentials', key: 'AWS_KEY' }],
        resources: { cpu: '500m', memory: '100Mi' },
        timeoutSeconds: 60,
        retries: 2,
        security: 'image',
      },
      { kind: 'service', needs: ['fit-model'], port: 5000, replicas: 2, startupTimeoutSeconds: 30 },
    ],
  })
  expect(pipeline?.stages[1]).not.toHaveProperty('ingress')
})

test('mistakes of all files are found at once, in the words of the files', async () => {
  const { problems } = await inspect({
    'bodywork.ini': project.replace('INFO', 'LOUD').replace('PROJECT_NAME', 'PROJECT_NAM'),
    'fit-model/config.ini': batch.replace('RETRIES=2', 'RETRIES=two').replace('"batch"', 'batsh'),
    'score-reviews/config.ini': `${service}INGRESS=yes\nREPLICA=1\n`,
  })
  const errors = problems.filter(({ code }) => code !== 'config/quoted-value')
  expect(errors.map(({ code, path, place }) => `${code} ${path} ${place?.file}:${place?.line}`)).toEqual([
    'config/missing-key default.PROJECT_NAME bodywork.ini:1',
    'config/unknown-key default.PROJECT_NAM bodywork.ini:3',
    'config/wrong-value logging.LOG_LEVEL bodywork.ini:10',
    'config/wrong-value fit-model.default.STAGE_TYPE fit-model/config.ini:2',
    'config/wrong-value score-reviews.service.INGRESS score-reviews/config.ini:11',
    'config/unknown-key score-reviews.service.REPLICA score-reviews/config.ini:12',
  ])
})

test('a stage without config.ini is named where the DAG names it', async () => {
  const { problems } = await inspect({ 'bodywork.ini': project.replace('score-reviews', 'serve') })
  expect(problems.find(({ severity }) => severity === 'error')).toMatchObject({
    code: 'config/unknown-stage',
    path: 'workflow.DAG',
    hint: 'Create serve/config.ini.',
    place: { file: 'bodywork.ini', line: 7 },
  })
})

test('nothing outside of the project is read', async () => {
  const asked: string[] = []
  const text = project.replace('fit-model', '../other').replace('score-reviews', '..')
  await inspectPipeline({
    file: 'bodywork.ini',
    readFile: (path) => {
      asked.push(path)
      return filesOf({ 'bodywork.ini': text })(path)
    },
  })
  expect(asked).toEqual(['bodywork.ini'])
})

test('INI files migrate to one equal 2.0 file, with their comments', async () => {
  const migrated = await migrate('bodywork.ini', filesOf(files))
  if (!migrated.ok) throw new Error('not migrated')
  expect(migrated.value.file).toBe('bodywork.yaml')
  expect(migrated.value.text).toContain('  # sentiment of reviews\n  name: reviews\n')
  expect(migrated.value.text).toContain('      # one minute is plenty\n      timeout: 1m\n')
  const again = await inspectPipeline({
    file: 'bodywork.yaml',
    readFile: filesOf({ 'bodywork.yaml': migrated.value.text }),
  })
  const old = await inspect()
  const bare = (pipeline: unknown) =>
    JSON.parse(
      JSON.stringify(pipeline, (key, value) =>
        ['place', 'places', 'generation', 'file'].includes(key) ? undefined : value,
      ),
    )
  expect(bare(again.pipeline)).toEqual(bare(old.pipeline))
})
