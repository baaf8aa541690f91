import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withOutputs } from '../../src/model/placeholders.ts'
import { kubeconfig, project, pythonImage } from './cluster.ts'
import { pathWithHelm } from './helm-tool.ts'

interface Case {
  readonly name: string
  readonly yaml: string
  readonly verdict_1_1: { readonly text_only: { readonly valid?: boolean } }
}

interface Item {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; namespace?: string }
}

const at = kubeconfig === undefined ? undefined : project('render')
afterAll(() => at?.remove())

/** What the real Kubernetes says to objects that are not stored: the empty text, or its complaints. */
function complaints(items: readonly Item[], namespace: string): string {
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: items.filter(({ kind }) => kind !== 'Namespace').map((item) => within(item, namespace)),
  }
  if (list.items.length === 0) return ''
  const words = ['apply', '--dry-run=server', '--server-side', '--force-conflicts', '--validate=strict', '-f', '-']
  const { status, stderr } = spawnSync('kubectl', words, {
    input: JSON.stringify(list),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return status === 0 ? '' : stderr
}

/** Every case has a namespace of its own; what is asked here is whether its objects are accepted. */
function within(item: Item, namespace: string): Item {
  return item.metadata.namespace === undefined ? item : { ...item, metadata: { ...item.metadata, namespace } }
}

describe.runIf(at !== undefined)('rendered objects on a real Kubernetes', () => {
  const project = at ?? { namespace: '', folder: '' }
  beforeAll(() => {
    process.env['PATH'] = pathWithHelm()
    execFileSync('kubectl', ['create', 'namespace', project.namespace])
  })

  const program = process.env['BODYWORK_TEST_PROGRAM'] ?? join(process.cwd(), 'dist/index.js')
  const rendered = (folder: string, ...words: readonly string[]) =>
    spawnSync(process.execPath, [program, 'render', '--format', 'json', ...words], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { PATH: process.env['PATH'], HOME: project.folder },
    })

  const render = (yaml: string, files: readonly string[]) => {
    writeFileSync(join(project.folder, 'bodywork.yaml'), yaml)
    for (const file of files) {
      mkdirSync(dirname(join(project.folder, file)), { recursive: true })
      writeFileSync(join(project.folder, file), '')
    }
    const git = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com']
    execFileSync('git', [...git, 'add', '-A'], { cwd: project.folder, stdio: 'pipe' })
    execFileSync('git', [...git, 'commit', '-q', '--allow-empty', '-m', 'case'], { cwd: project.folder, stdio: 'pipe' })
    return rendered(project.folder)
  }

  test('every valid conformance case that names its modules is accepted with strict validation', () => {
    const cases: readonly Case[] = JSON.parse(readFileSync('test/conformance/yaml-cases.json', 'utf8')).cases
    const refused: string[] = []
    let accepted = 0
    for (const { name, yaml } of cases.filter((item) => item.verdict_1_1.text_only.valid === true)) {
      const modules = [...yaml.matchAll(/executable_module_path:\s*['"]?([\w./-]+\.(?:py|ipynb))/g)].map(
        (match) => match[1] ?? '',
      )
      const { status, stdout } = render(
        yaml,
        modules.filter((path) => !path.startsWith('/') && !path.includes('..')),
      )
      // What Kubernetes could not take is refused here with a problem, before anything is sent.
      if (status === 2) continue
      const { items } = JSON.parse(stdout)
      const text = complaints(items, project.namespace)
      if (text === '') accepted++
      else refused.push(`${name}: ${text.slice(0, 300)}`)
    }
    expect(refused).toEqual([])
    expect(accepted).toBeGreaterThan(30)
  })

  const examples = globSync('examples/**/bodywork.{yaml,ini}').map((path) => path.slice('examples/'.length))

  test.for(examples)('the example %s is accepted with strict validation', (path) => {
    const [name = '', ...rest] = path.split('/')
    const copy = join(project.folder, '..', `${project.namespace}-${name}`)
    cpSync(join('examples', name), copy, { recursive: true })
    const { status, stdout, stderr } = rendered(copy, '--file', rest.join('/'))
    rmSync(copy, { recursive: true })
    expect(status, stderr).toBe(0)
    // What stages put out is filled in while a run goes on.
    const items = withOutputs(known(JSON.parse(stdout).items), () => '1')
    expect(complaints(items, project.namespace)).toBe('')
  })

  /** Kinds of other programs are defined by the tests beside this one, for as long as they need them. */
  const groups = at === undefined ? '' : execFileSync('kubectl', ['api-versions'], { encoding: 'utf8' })
  const isDefined = (apiVersion: string) =>
    /\..*\//.test(apiVersion) && !/^[a-z]+(?:\.[a-z]+)?\.k8s\.io\//.test(apiVersion)
  const known = (items: readonly Item[]) =>
    items.filter(({ apiVersion }) => groups.split('\n').includes(apiVersion) && !isDefined(apiVersion))

  test('a rendered Job runs without any engine: requirements, output and exit code, as nobody special', () => {
    const wheel = 'tiny_model-1.0-py3-none-any.whl'
    execFileSync('python3', ['-c', packed(wheel)], { cwd: project.folder })
    writeFileSync(
      join(project.folder, 'train.py'),
      'import os, tiny_model\nprint("uid", os.getuid(), tiny_model.score)\nraise SystemExit(7)\n',
    )
    const { status, stdout, stderr } = render(
      `version: "2.0"
pipeline: {name: alone, namespace: ${project.namespace}, image: "${pythonImage}"}
stages:
  train:
    run: train.py
    requirements: ["tiny-model @ file:///bodywork/work/src/${wheel}"]
    resources: {cpu: 10m, memory: 64Mi}
    batch: {timeout: 3m, retries: 0}
`,
      [],
    )
    expect(status, stderr).toBe(0)
    const kubectl = (...words: readonly string[]) =>
      execFileSync('kubectl', ['--namespace', project.namespace, ...words], { encoding: 'utf8', input: stdout })
    kubectl('apply', '--server-side', '-f', '-')
    const job = JSON.parse(stdout).items.find(({ kind }: Item) => kind === 'Job').metadata.name
    kubectl('wait', '--for=condition=Failed', `job/${job}`, '--timeout=120s')
    const [pod] = JSON.parse(kubectl('get', 'pods', '-l', `job-name=${job}`, '-o', 'json')).items
    const [main] = pod.status.containerStatuses
    expect(main.state.terminated.exitCode).toBe(7)
    expect(kubectl('logs', pod.metadata.name, '-c', main.name)).toMatch(/^uid [1-9]\d* 0\.97$/m)
    expect(pod.spec.containers[0].securityContext).toMatchObject({ allowPrivilegeEscalation: false })
  })
})

/** A program that packs the smallest wheel there is. */
function packed(name: string): string {
  return `import zipfile
with zipfile.ZipFile("${name}", "w") as wheel:
    wheel.writestr("tiny_model.py", "score = 0.97\\n")
    wheel.writestr("tiny_model-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny-model\\nVersion: 1.0\\n")
    wheel.writestr("tiny_model-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("tiny_model-1.0.dist-info/RECORD", "")
`
}
