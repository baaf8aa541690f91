import { createReadStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, test } from 'vitest'
import { kubeconfig, type Project, project, pythonImage } from './cluster.ts'
import { requestGate } from './request-gate.ts'
import { started } from './running.ts'

const projects: Project[] = []
afterAll(() => {
  for (const one of projects) one.remove()
})

const lines = 1_000_000

describe.runIf(kubeconfig !== undefined)('a long log of a real Kubernetes', { timeout: 180_000 }, () => {
  test('a million lines are all here, once and in order, though the stream is cut three times', async () => {
    const at = project('long-log')
    projects.push(at)
    at.commit({
      'talk.py': `import sys\nfor i in range(${lines}): sys.stdout.write("line %08d of the log\\n" % i)\n`,
      'bodywork.yaml': `version: "2.0"
pipeline:
  name: talk
  namespace: ${at.namespace}
  image: ${pythonImage}
  DAG: talk
stages:
  talk:
    run: talk.py
    resources: {cpu: 50m, memory: 64Mi}
    batch: {timeout: 3m, retries: 0}
`,
    })
    const cuts = [1_000_000, 3_000_000, 5_000_000]
    let streams = 0
    const gate = await requestGate(
      () => true,
      ({ path }) => (path.includes('/log?') ? (cuts[streams++] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY),
    )
    const config = join(at.folder, '.git/gate.json')
    writeFileSync(config, JSON.stringify(gate.kubeconfig))
    const { status, stderr } = await started(at, ['deploy', '--log-dir', '.git/logs'], { KUBECONFIG: config }).done
    gate.close()
    expect(status, stderr).toBe(0)
    expect(streams).toBeGreaterThan(cuts.length)

    let wanted = 0
    const wrong: string[] = []
    for await (const line of createInterface({ input: createReadStream(join(at.folder, '.git/logs/talk.log')) }))
      if (line.endsWith(`line ${String(wanted).padStart(8, '0')} of the log`)) wanted++
      else if (wrong.length < 5) wrong.push(line)
    expect(wrong).toEqual([])
    expect(wanted).toBe(lines)
  })
})
