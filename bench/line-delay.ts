import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type Measured, percentile } from './measured.ts'
import { image, program, withProject } from './program.ts'

const lines = 100

/** How long it takes from a pod's printing of a line, by the node's clock, to the line's being here: both are one machine. */
export function lineDelay(): Promise<readonly Measured[]> {
  return withProject('delay', files, async ({ folder }) => {
    const child = spawn(process.execPath, [program, 'deploy', '--format', 'json'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const delays: number[] = []
    const closed = once(child, 'close')
    for await (const line of createInterface({ input: child.stdout })) {
      const printed = /"line":"at (\d+\.\d+)"/.exec(line)?.[1]
      if (printed !== undefined) delays.push(performance.timeOrigin + performance.now() - Number(printed) * 1000)
    }
    await closed
    if (delays.length !== lines) throw new Error(`${delays.length} of ${lines} lines came`)
    return [
      {
        bench: 'B3',
        what: `a line printed in a pod until it is here, p95 of ${lines}`,
        value: percentile(delays, 0.95),
        unit: 'ms',
        target: { of: 'value', atMost: 300 },
      },
    ]
  })
}

const files = (namespace: string) => ({
  'bodywork.yaml': `version: "2.0"
pipeline:
  name: delay
  namespace: ${namespace}
  image: ${image}
  DAG: print
stages:
  print:
    run: print.py
    resources: {cpu: 20m, memory: 32Mi}
    batch: {timeout: 2m, retries: 0}
`,
  'print.py': `import time
time.sleep(1)
for _ in range(${lines}):
    print("at %.3f" % time.time(), flush=True)
    time.sleep(0.05)
`,
})
