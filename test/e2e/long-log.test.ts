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
/** A node that is read more slowly than it writes goes past whole files: it writes on when so many lines were read. */
const step = 100_000

const talk = `import os, sys, time
for i in range(${lines}):
    if i and i % ${step} == 0:
        sys.stdout.flush()
        while not os.path.exists("/tmp/%d" % i): time.sleep(0.02)
    sys.stdout.write("line %08d of the log\\n" % i)
`

describe.runIf(kubeconfig !== undefined)('a long log of a real Kubernetes', { timeout: 180_000 }, () => {
  test('a million lines are all here, once and in order, though the stream is cut three times', async () => {
    const at = project('long-log')
    projects.push(at)
    at.commit({
      'talk.py': talk,
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
    const cuts = [500_000, 1_000_000, 2_000_000]
    let streams = 0
    let read = 0
    const writeOn = () => {
      read += step
      if (read >= lines) return
      const pod = at.kubectl('get', 'pods', '-o', 'name').trim()
      at.kubectl('exec', pod, '--', 'touch', `/tmp/${read}`)
    }
    const gate = await requestGate(
      () => true,
      ({ path }) => {
        if (!path.includes('/log?container=bodywork&')) return () => true
        let left = cuts[streams++] ?? Number.POSITIVE_INFINITY
        let text = ''
        return (piece) => {
          left -= piece.length
          text = text.slice(-60) + piece.toString('latin1')
          if (left > 0 && text.includes(`line ${String(read + step - 1).padStart(8, '0')} of`)) writeOn()
          return left > 0
        }
      },
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
