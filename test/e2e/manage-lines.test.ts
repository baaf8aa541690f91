import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { documented, iniPipeline, iniServing, timeToDispatch, tracking } from './article-projects.ts'
import { type GitServer, gitServer } from './git-server.ts'
import { ownName, repository, type World, worlds } from './worlds.ts'

describe.each(worlds)('command lines of articles and documentation, on %s', { concurrent: true }, (_name, open) => {
  let world: World
  let git: GitServer
  const made: { namespaces: string[]; cronjobs: string[]; groups: string[] } = {
    namespaces: [],
    cronjobs: [],
    groups: [],
  }

  beforeAll(async () => {
    world = open()
    git = await gitServer({ root: world.home, host: world.host, isPlain: true })
  })
  afterAll(async () => {
    if (world === undefined) return
    await Promise.all([
      ...made.cronjobs.map((name) => world.shell(`bodywork delete cronjob ${name}`)),
      ...made.groups.map((name) => world.shell(`bodywork delete secret --group=${name} --yes`)),
      ...made.namespaces.map((name) => world.shell(`kubectl delete ns ${name} --wait=false`)),
    ])
    await git?.stop()
    world.stop()
  })

  /** A name of its own, that is also a namespace to remove. */
  function namespace(base: string): string {
    const name = ownName(base)
    made.namespaces.push(name)
    return name
  }

  /** Types a line; it has to end with that code. */
  async function typed(line: string, status = 0, cwd = world.home): Promise<string> {
    const ended = await world.shell(line, { cwd })
    expect(ended.status, `${line}\n${ended.stdout}${ended.stderr}`).toBe(status)
    return `${ended.stdout}${ended.stderr}`
  }

  /** `kubectl proxy` in a second shell; gives what stands for http://localhost:8001. */
  async function proxied<T>(use: (base: string) => Promise<T>): Promise<T> {
    const kubeconfig = (await typed('echo $KUBECONFIG')).trim()
    const child = spawn('kubectl', ['proxy', '--port=0', '--append-server-path', '--kubeconfig', kubeconfig])
    try {
      const base = await new Promise<string>((resolve, reject) => {
        child.once('error', reject)
        child.stdout.on('data', (text: Buffer) => {
          const port = /127\.0\.0\.1:(\d+)/.exec(String(text))?.[1]
          if (port !== undefined) resolve(`http://localhost:${port}`)
        })
      })
      return await use(base)
    } finally {
      child.kill()
    }
  }

  async function firedRun(cronjob: string): Promise<string> {
    const run = /^started (\S+);/m.exec(await typed(`bodywork run now ${cronjob}`))?.[1] ?? ''
    const ended = new RegExp(`${run} +(succeeded|failed)`)
    const look = async () =>
      expect(await typed(`bodywork get cronjob ${cronjob} --history --no-headers`)).toMatch(ended)
    await vi.waitFor(look, { timeout: 120_000, interval: 500 })
    return run
  }

  test('an INI pipeline that trains and serves, by the words of 0.2', async () => {
    const ns = namespace('ml-pipeline')
    const project = ownName('pipe')
    made.cronjobs.push(ns)
    repository(world, project, iniPipeline({ python: world.python, name: project }))
    const url = git.url(`${project}/.git`)
    expect(await typed(`bodywork setup-namespace ${ns}`)).toContain(
      '"setup-namespace" is now "bodywork configure-cluster"',
    )
    const deployed = await typed(`bodywork workflow \\
    --namespace=${ns} \\
    ${url} \\
    master`)
    expect(deployed).toContain('"workflow" is now "bodywork deploy"')
    expect(deployed).toContain('trained')
    const service = `${project}--stage-2-deploy-scoring-service`
    expect(await typed(`kubectl -n ${ns} get all`)).toContain(`service/${service}`)
    const scored = await proxied((base) =>
      typed(`curl -s ${base}/api/v1/namespaces/${ns}/services/${service}/proxy/iris/v1/score \\
    --request POST \\
    --header "Content-Type: application/json" \\
    --data '{"sepal_length": 5.1, "sepal_width": 3.5, "petal_length": 1.4, "petal_width": 0.2}'`),
    )
    expect(scored).toContain('"path": "/iris/v1/score"')
    const created = await typed(`bodywork cronjob create \\
    --namespace=${ns} \\
    --name=${ns} \\
    --schedule="* 0 * * *" \\
    --git-repo-url=${url} \\
    --git-repo-branch=master \\
    --retries=2`)
    expect(created).toContain('it runs every minute from 00:00 to 00:59; once an hour is "0 * * * *"')
    const history = `bodywork cronjob history \\
    --namespace=${ns} \\
    --name=${ns}`
    if (world.controller === undefined) expect(await typed(history)).toContain('it has not run yet')
    else {
      const run = await firedRun(ns)
      expect(await typed(history)).toMatch(new RegExp(`${run} +succeeded`))
      const log = await typed(`bodywork cronjob logs \\
    --namespace=${ns} \\
    --name=${run}`)
      expect(log).toContain('trained')
    }
    await typed(`kubectl delete ns ${ns} --wait=false`)
  })

  test('continuous deployment by the words of 2.x', async () => {
    const ns = namespace('pipelines')
    const project = ownName('ttd')
    const folder = repository(world, project, timeToDispatch({ python: world.python, name: project }))
    await typed(`git -C ${folder} branch part-one`)
    await typed(`bodywork setup-namespace ${ns}`)
    for (const [name, branch] of [
      ['initial-deployment', 'part-one'],
      ['cicd-pipeline', 'master'],
    ]) {
      const deployed = await typed(`bodywork deployment create \\
    --namespace=${ns} \\
    --name=${name} \\
    --git-repo-url=${git.url(`${project}/.git`)} \\
    --git-repo-branch=${branch} \\
    --local-workflow-controller`)
      expect(deployed).toContain('"deployment create" is now "bodywork deploy"')
    }
    expect(await typed(`bodywork service display --ns=${ns}`)).toMatch(/--serve-model +2\/2 +healthy/)
    const ingress = await typed(`kubectl -n ${ns} get ingress ${project}--serve-model -o yaml`)
    expect(ingress).toContain(`path: /${ns}/${project}--serve-model(/|$)(.*)`)
  })

  test('a service alone, by the words of 0.2', async () => {
    const ns = namespace('scoring-service')
    const project = ownName('serve')
    repository(world, project, iniServing({ python: world.python, name: project }))
    await typed(`bodywork setup-namespace ${ns}`)
    await typed(`bodywork workflow \\
    --namespace=${ns} \\
    ${git.url(`${project}/.git`)} \\
    master`)
    const scored = await proxied((base) =>
      typed(`curl -s ${base}/api/v1/namespaces/${ns}/services/${project}--scoring-service/proxy/iris/v1/score \\
    --request POST \\
    --header "Content-Type: application/json" \\
    --data '{"sepal_length": 5.1}'`),
    )
    expect(scored).toContain('"asked": ["sepal_length"]')
    await typed(`kubectl delete ns ${ns} --wait=false`)
  })

  test('a service for others, with secrets and a schedule, by the words of 3.x', async () => {
    const name = namespace('mlflow')
    const group = ownName('prod')
    const schedule = ownName('scoring')
    made.groups.push(group)
    made.cronjobs.push(schedule)
    const folder = repository(world, name, tracking({ python: world.python, name, group }))
    const url = git.url(`${name}/.git`)
    await typed('bodywork configure-cluster')
    expect(await typed('bodywork validate --check-files', 0, folder)).toContain('bodywork.yaml (version 1.1): valid')
    await typed(`bodywork create secret mlflow-config \\
    --group ${group} \\
    --data MLFLOW_BACKEND_STORE_URI=sqlite:///mlflow.db \\
    --data MLFLOW_DEFAULT_ARTIFACT_ROOT=mlflow_artefacts`)
    await typed(`bodywork create secret aws-credentials \\
    --group ${group} \\
    --data AWS_ACCESS_KEY_ID=XX \\
    --data AWS_SECRET_ACCESS_KEY=XX \\
    --data AWS_DEFAULT_REGION=XX`)
    await typed(`bodywork create deployment ${url}`)
    const ui = await proxied((base) => typed(`curl -s ${base}/api/v1/namespaces/${name}/services/server/proxy/`))
    expect(ui).toContain('mlflow_artefacts')
    const created = await typed(`bodywork create cronjob ${url} \\
    --name=${schedule} \\
    --schedule="0 * * * *" \\
    --retries=2`)
    expect(created).toContain('runs every hour')
    await typed(`bodywork create secret sentry-integration \\
    --group ${group} \\
    --data SENTRY_DSN=YOUR_SENTRY_CLIENT_KEY`)
    expect(await typed(`bodywork update deployment ${url}`)).toContain('as revision 2')
  })

  test('the lines of the documentation of 3.x', async () => {
    const name = namespace('docs')
    const group = ownName('group')
    made.cronjobs.push(name)
    made.groups.push(group)
    const folder = repository(world, name, documented({ python: world.python, name }))
    const url = git.url(`${name}/.git`)
    await typed('echo key > id_rsa', 0, folder)
    const lines: readonly (readonly [line: string, status: number, says: string | RegExp])[] = [
      ['bodywork version', 0, /^\d+\.\d+\.\d+/],
      ['bodywork validate', 0, 'valid'],
      ['bodywork validate --file=bodywork.yaml --no-check-files', 0, 'valid'],
      ['bodywork configure-cluster', 0, 'bodywork-workflow-controller'],
      [`bodywork create deployment ${url} --branch=master --ssh=id_rsa --group=${group} --retries=2`, 0, 'revision 1'],
      [`bodywork update deployment ${url} --async --async-job-name=x`, 0, '--async, --async-job-name has no effect'],
      ['bodywork get deployments', 0, name],
      [`bodywork get deployments ${name}`, 0, /serve +1\/1 +healthy/],
      [`bodywork get deployment ${name} serve --namespace=${name}`, 0, /ingress +\S+/],
      ['bodywork get deployments nobody-has-this', 1, 'there is no deployment "nobody-has-this"'],
      [
        `bodywork create cronjob ${url} --name=${name} --schedule=@daily --branch=master --retries=1 --history-limit=2`,
        0,
        'created',
      ],
      ['bodywork get cronjobs', 0, name],
      [`bodywork get cronjob ${name}`, 0, /history limit +2/],
      [`bodywork get cronjob ${name} --history`, 0, 'it has not run yet'],
      [`bodywork update cronjob ${url} --name=${name} --schedule="0 5 * * *" --retries=2`, 0, '05:00'],
      [`bodywork create cronjob ${url} --name=${name} --schedule=@daily`, 1, 'bodywork update cronjob'],
      [`bodywork delete cronjob ${name}`, 0, 'deleted'],
      [`bodywork delete cronjob ${name}`, 1, 'there is no cronjob'],
      [`bodywork create secret s --group=${group} --data A=1 B=2`, 0, 's'],
      [`bodywork update secret s --group=${group} --data A=3`, 0, 's'],
      ['bodywork get secrets', 0, group],
      [`bodywork get secret s --group=${group}`, 0, /A[\s\S]*B/],
      [`bodywork get secrets --group ${group}`, 0, 's'],
      [`bodywork delete secret s --group=${group}`, 0, 'deleted'],
      [`bodywork delete secret --group=${group}`, 1, group],
      [`bodywork stage ${url} train 60 --branch=master`, 0, 'trained'],
      ['bodywork debug 0', 0, ''],
      [`bodywork delete deployment ${name}`, 2, '--yes'],
      [`bodywork delete deployments ${name} serve --yes`, 0, 'deleted Deployment serve'],
      [`bodywork delete deployment ${name} --yes`, 0, `deleted Namespace ${name}`],
    ]
    for (const [line, status, says] of lines) expect(await typed(line, status, folder), line).toMatch(says)
  })
})
