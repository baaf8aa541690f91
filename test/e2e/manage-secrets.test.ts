import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownName, repository, type World, worlds } from './worlds.ts'

const values = { TOKEN: 'tok-5e2a91c07d', CERT: 'cert-71bd00e9a4', PIN: 'pin-c3a8f2210b' }

const config = (name: string, python: string) => `version: "2.0"
pipeline:
  name: ${name}
  image: ${python}
  DAG: train
  secrets_group: ${name}
stages:
  train:
    run: train.py
    resources: {cpu: 20m, memory: 64Mi}
    secrets: {TOKEN: keys, CERT: keys, PIN: keys}
    batch: {timeout: 2m, retries: 0}
`
const program = `import os
print("lengths", [len(os.environ[name]) for name in ("TOKEN", "CERT", "PIN")])
`

/** Programs that a command starts, put in front of the real ones: they write down their words. */
function watched(world: World): string {
  const log = join(world.home, 'argv.log')
  for (const name of ['git', 'python3', 'ssh', 'helm', 'kubectl']) {
    const file = join(world.home, 'bin', name)
    const next = `PATH=$(printf %s "$PATH" | sed "s#${join(world.home, 'bin')}:##g")`
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> '${log}'\n${next} exec ${name} "$@"\n`)
    chmodSync(file, 0o755)
  }
  return log
}

describe.each(worlds)('values of secrets, on %s', (_name, open) => {
  let world: World
  let argv = ''
  const name = ownName('secret')
  const said: string[] = []

  beforeAll(() => {
    world = open()
    argv = watched(world)
  })
  afterAll(async () => {
    await world?.shell(`bodywork delete secret --group ${name} --yes; kubectl delete ns ${name} --wait=false`)
    world?.stop()
  })

  async function typed(line: string, status = 0, cwd = world.home): Promise<void> {
    const ended = await world.shell(line, { cwd, env: { TOKEN: values.TOKEN } })
    said.push(ended.stdout, ended.stderr)
    expect(ended.status, `${line}\n${ended.stdout}${ended.stderr}`).toBe(status)
  }

  test('are in no output, no words of a process, no record and no object but their own Secrets', async () => {
    writeFileSync(join(world.home, 'ca.pem'), values.CERT)
    writeFileSync(join(world.home, 'pin.env'), `PIN=${values.PIN}\n`)
    await typed(`bodywork create secret keys --group ${name} --from-env TOKEN --from-file CERT=ca.pem`)
    await typed(`bodywork update secret keys --group ${name} --from-env-file - < pin.env`)
    await typed(`bodywork create secret keys --group ${name} --from-env TOKEN`, 1)
    for (const form of ['', '-o wide', '-o json', '-o yaml', '-o name', '--show-keys'])
      await typed(`bodywork get secret keys --group ${name} ${form}`)
    const files = { 'bodywork.yaml': config(name, world.python), 'train.py': program }
    const folder = repository(world, name, files)
    await typed('bodywork deploy --format json', 0, folder)
    expect(said.join('')).toContain('lengths [14, 15, 14]')
    for (const line of ['plan', 'diff', 'render', 'check', 'rbac --user me']) {
      const { stdout, stderr } = await world.shell(`bodywork ${line}`, { cwd: folder })
      said.push(stdout, stderr)
    }
    writeFileSync(join(folder, 'train.py'), 'raise SystemExit("no data")\n')
    await typed('git commit -qam broken --author "e <e@example.com>"', 0, folder).catch(() => undefined)
    await typed('bodywork deploy --worktree', 1, folder)
    await typed(`bodywork history ${name} --namespace ${name} --format json`)
    await world.shell(`bodywork get events ${name}; bodywork status ${name}`).then(({ stdout }) => said.push(stdout))
    const found = (text: string) =>
      Object.values(values).flatMap((value) => forms(value).filter((form) => text.includes(form)))
    expect(found(said.join(''))).toEqual([])
    expect(existsSync(argv) && readFileSync(argv, 'utf8')).toContain('git ')
    expect(found(readFileSync(argv, 'utf8'))).toEqual([])
    const kinds = 'secrets,configmaps,jobs,pods,events,leases,namespaces,cronjobs,deployments'
    const all = await world.shell(`kubectl get ${kinds} -n ${name} -o json`)
    const objects: readonly {
      readonly kind: string
      readonly metadata: { readonly name: string }
      readonly data?: object
    }[] = JSON.parse(all.stdout).items
    const others = objects.filter(({ kind, metadata }) => !(kind === 'Secret' && /^(.+-)?keys/.test(metadata.name)))
    expect(others.some(({ kind }) => kind === 'Secret')).toBe(true)
    for (const object of others)
      expect(
        found(`${JSON.stringify(object)}${decoded(object.data)}`),
        `${object.kind} ${object.metadata.name}`,
      ).toEqual([])
  })
})

/** A value as it is, and in the forms in which programs write it by mistake. */
function forms(value: string): readonly string[] {
  return [value, Buffer.from(value).toString('base64').replace(/=+$/, ''), Buffer.from(value).toString('hex')]
}

/** Data of a Secret or ConfigMap as text, unpacked where it is packed. */
function decoded(data: object = {}): string {
  return Object.values(data)
    .map((text) => {
      const bytes = Buffer.from(String(text), 'base64')
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString() : bytes.toString()
    })
    .join('\n')
}
