import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { ProblemError } from '../../../src/model/problem.ts'
import { helmReleases } from '../../../src/run/adapters/helm-releases.ts'
import { scratchFolder } from '../../builders-process.ts'

const at = { namespace: 'ml', name: 'model' }
const call = { timeoutSeconds: 60, historyLimit: 30 }
const chart = {
  chart: 'ml/chart',
  files: [{ path: 'ml/chart/Chart.yaml', base64: Buffer.from('name: x').toString('base64') }],
  values: [],
  set: { 'db.password': 'hunter2' },
}

/** A helm that writes down what it is told and sees, then does as the script says. */
function helm(script: string, version = 'v3.19.0') {
  const bin = scratchFolder()
  const log = join(bin, 'log')
  const seen = `{ echo "$@"; stat -c '%a %n' "$KUBECONFIG"; cat "$KUBECONFIG"; for word; do case $word in *.json) cat "$word"; stat -c ' %a' "$word";; esac; done; env | grep HELM_; } >> ${log}`
  writeFileSync(
    join(bin, 'helm'),
    `#!/bin/sh\nif [ "$1" = version ]; then echo ${version}; exit; fi\n${seen}\n${script}\n`,
  )
  chmodSync(join(bin, 'helm'), 0o755)
  const env = { PATH: `${bin}${delimiter}${process.env['PATH']}`, HELM_KUBECONTEXT: 'other', HELM_DRIVER: 'secret' }
  const releases = helmReleases({ env, kubeconfig: () => Promise.resolve('KUBECONFIG TEXT\n') })
  return { releases, log: () => readFileSync(log, 'utf8') }
}

test('helm is given the cluster and the values in files that nobody else can read, and nothing of them in words', async () => {
  const { releases, log } = helm('echo Happy')
  const lines: string[] = []
  const marks = { description: 'by us', labels: { 'bodywork.dev/release-of': 'iris' } }
  expect(await releases.install(at, chart, marks, { ...call, onLine: (line) => lines.push(line) })).toEqual({
    isDone: true,
  })
  expect(lines).toEqual(['Happy'])
  const [words = '', config = '', text, ...rest] = log().split('\n')
  const folder = /\S+\/bodywork-helm-\w+/.exec(words)?.[0] ?? ''
  expect(words.replaceAll(folder, 'T')).toBe(
    'upgrade model T/ml/chart --values T/.set-values.json --install --reset-values --namespace ml --wait --wait-for-jobs --timeout 60s --history-max 30 --description by us --labels bodywork.dev/release-of=iris',
  )
  expect([config.replace(folder, 'T'), text]).toEqual(['600 T/kubeconfig', 'KUBECONFIG TEXT'])
  expect(rest.join('\n')).toBe('{"db":{"password":"hunter2"}} 600\nHELM_DRIVER=secret\n')
  expect(existsSync(folder)).toBe(false)
})

test('an older helm is not given what it does not know', async () => {
  const { releases, log } = helm('', 'v3.11.0')
  await releases.install(at, chart, { description: 'd', labels: { a: 'b' } }, call)
  await releases.uninstall(at, call)
  await releases.rollBack(at, 4, call)
  expect(log()).not.toMatch(/--labels|--cascade/)
  expect(log()).toContain('uninstall model --namespace ml --wait --timeout 60s')
  expect(log()).toContain('rollback model 4 --namespace ml --wait --wait-for-jobs --timeout 60s --history-max 30')
})

test('what helm says when it fails is shortened', async () => {
  const { releases } = helm('echo "WARNING: x" >&2; echo "Error: UPGRADE FAILED: timed out" >&2; exit 1')
  expect(await releases.rollBack(at, 1, call)).toEqual({ isDone: false, said: 'UPGRADE FAILED: timed out' })
})

test('a history is read, none is empty, and what cannot be read is told', async () => {
  const row = '[{"revision":2,"updated":"x","status":"deployed","chart":"c","description":"Rollback to 1"}]'
  expect(await helm(`echo '${row}'`).releases.history(at)).toEqual([
    { revision: 2, status: 'deployed', description: 'Rollback to 1' },
  ])
  expect(await helm('echo "Error: release: not found" >&2; exit 1').releases.history(at)).toEqual([])
  const told = await helm('echo "Error: secrets is forbidden" >&2; exit 1')
    .releases.history(at)
    .catch((error: unknown) => error)
  expect(told).toBeInstanceOf(ProblemError)
  expect(String(told)).toContain('secrets is forbidden')
})

test('calls about one release wait for each other', async () => {
  const { releases, log } = helm('echo "end of $1" >> "$(dirname "$0")/log"')
  const install = releases.install(at, chart, { description: 'd', labels: {} }, call)
  await Promise.all([install, releases.rollBack(at, 1, call)])
  expect(log().match(/^(?:upgrade|rollback|end of \w+)/gm)).toEqual([
    'upgrade',
    'end of upgrade',
    'rollback',
    'end of rollback',
  ])
})

test('a helm that is missing or too old is said', async () => {
  expect(await helm('', 'v2.1.0').releases.unusable()).toMatchObject({ code: 'helm/version' })
  const none = helmReleases({ env: { PATH: '/usr/bin-of-nothing:/bin' }, kubeconfig: () => Promise.resolve('') })
  expect(await none.unusable()).toMatchObject({ code: expect.stringMatching(/^helm\//) })
  expect(await helm('').releases.unusable()).toBeUndefined()
})
