import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubeconfig, project } from './cluster.ts'

interface Case {
  readonly name: string
  readonly yaml: string
  readonly verdict_1_1: { readonly text_only: { readonly valid?: boolean } }
}

interface Item {
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
    execFileSync('kubectl', ['create', 'namespace', project.namespace])
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
    return spawnSync(process.execPath, [join(process.cwd(), 'dist/index.js'), 'render', '--format', 'json'], {
      cwd: project.folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: project.folder },
    })
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
})
