import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Finished, kubeconfig, type Project, pythonImage } from './cluster.ts'
import { exampleProject } from './example-project.ts'
import { pathWithHelm } from './helm-tool.ts'

const opened: Project[] = []
beforeAll(() => {
  if (kubeconfig !== undefined) process.env['PATH'] = pathWithHelm()
})
afterAll(() => {
  for (const one of opened) one.remove()
})

function example(name: string): Project {
  const one = exampleProject(name)
  opened.push(one)
  return one
}

function deployed(one: Project, ...words: readonly string[]): Finished {
  const end = one.bodywork('deploy', ...words, '--namespace', one.namespace)
  expect(end.status, `${end.stdout}\n${end.stderr}`).toBe(0)
  return end
}

const ask = `
import sys, urllib.request
body = sys.argv[2].encode() if len(sys.argv) > 2 else None
print(urllib.request.urlopen(sys.argv[1], body, timeout=20).read().decode())
`

/** What a service answers to its neighbour; the network of a busy cluster learns of new pods a moment later. */
function answering(...asked: Parameters<typeof answer>) {
  return expect.poll(() => answer(...asked), { timeout: 20_000 })
}

/** What a service answers at once. */
function answer(one: Project, service: string, path: string, body?: object): unknown {
  const [name = ''] = service.split(':')
  const words = [`http://${service}${path}`, ...(body === undefined ? [] : [JSON.stringify(body)])]
  return JSON.parse(one.kubectl('exec', `deployment/${name}`, '--', 'python', '-c', ask, ...words))
}

const setosa = { sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 }

/** Keeps what is put, as a bucket would. */
const storeProgram = `
from http.server import BaseHTTPRequestHandler, HTTPServer
class Store(BaseHTTPRequestHandler):
    kept = b""
    def do_PUT(self):
        Store.kept = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(Store.kept)
HTTPServer(("0.0.0.0", 8080), Store).serve_forever()
`

describe.runIf(kubeconfig !== undefined)('the examples on a real Kubernetes', () => {
  test('train-and-serve: scikit-learn trains, the gate holds, two replicas answer', async () => {
    const one = example('train-and-serve')
    const { stdout } = deployed(one)
    expect(stdout).toMatch(/right for 9\d% of 30 others/)
    await answering(one, 'serve:8000', '/', setosa).toMatchObject({ species: 'setosa' })
  })

  test('ini-scoring-service: one INI service scores a flower', async () => {
    const one = example('ini-scoring-service')
    deployed(one, '--file', 'bodywork.ini')
    await answering(one, 'ini-scoring-service--scoring-service:5000', '/iris/v1/score', setosa).toEqual({
      species_prediction: 'setosa',
    })
  })

  test('ini-train-and-serve: the model goes through a store whose address is a secret', async () => {
    const one = example('ini-train-and-serve')
    one.kubectl('create', 'namespace', one.namespace)
    one.kubectl(
      'run',
      'store',
      `--image=${pythonImage}`,
      '--port=8080',
      '--expose',
      '--command',
      '--',
      'python',
      '-c',
      storeProgram,
    )
    one.kubectl('wait', '--for=condition=Ready', 'pod/store', '--timeout=60s')
    one.kubectl('create', 'secret', 'generic', 'model-store', '--from-literal=MODEL_URL=http://store:8080/model')
    deployed(one, '--file', 'bodywork.ini')
    await answering(one, 'ini-train-and-serve--serve-model:5000', '/iris/v1/score', setosa).toEqual({
      species_prediction: 'setosa',
    })
    const { stdout } = one.bodywork('history', 'ini-train-and-serve', '--namespace', one.namespace)
    expect(stdout).toContain('deployed')
  })

  test('regression-with-drift: another hour, another model, without a gap', async () => {
    const one = example('regression-with-drift')
    const at = (hour: string) => {
      one.commit({ 'bodywork.yaml': one.file('bodywork.yaml').replace(/HOUR: "\d*"/, `HOUR: "${hour}"`) })
      deployed(one)
      return answering(one, 'serve:8000', '/', { orders_placed: 112 }).toMatchObject({ model_version: hour })
    }
    await at('500000')
    await at('500100')
  })

  test.each([
    ['pipeline', []],
    ['manifests', ['bodywork.yaml', 'k8s/scorer.yaml']],
    ['helm', ['bodywork.yaml', 'chart/templates/scorer.yaml']],
  ])('scoring-four-ways: %s serves the model', async (way, files) => {
    const one = example('scoring-four-ways')
    // The image of the others holds the program, which this cluster's has to be told.
    const command = `command: [python, -c, ${JSON.stringify(one.file('pipeline/app.py'))}]\n          ports: [{containerPort`
    const inImage = (text: string) =>
      text.replace('ghcr.io/acme/scorer:1.4', pythonImage).replace('ports: [{containerPort', () => command)
    one.commit(Object.fromEntries(files.map((file) => [`${way}/${file}`, inImage(one.file(`${way}/${file}`))])))
    deployed(one, way)
    await answering(one, 'scorer:5000', '/score', { X: [1, 2] }).toEqual({ score: [1, 2], sum: 3 })
  })

  test('champion-challenger: drift trains a challenger that beats the champion and serves', async () => {
    const one = example('champion-challenger')
    deployed(one)
    await answering(one, 'serve:8000', '/?degrees=20').toMatchObject({ week: 30 })
  })

  test('requirements: hashes and constraints', () => {
    const { stdout } = deployed(example('requirements'))
    expect(stdout.match(/by tabulate 0\.9\.\d/g)).toHaveLength(2)
  })

  test('monorepo: two pipelines share a package and a namespace', async () => {
    const one = example('monorepo')
    expect(deployed(one, 'churn').stdout).toMatch(/customers fell on \d+ of 364 days/)
    deployed(one, 'forecast')
    await answering(one, 'serve:8000', '/').toBeGreaterThan(0)
  })

  test('nightly-scoring: every segment is scored', () => {
    const { stdout } = deployed(example('nightly-scoring'))
    expect(stdout).toMatch(/private,40,0\.\d+/)
    expect(stdout).toMatch(/business,60,0\.\d+/)
    expect(stdout).toContain('all segments are scored')
  })
})
