import { execFileSync } from 'node:child_process'
import { type FaultCase, faultCases, faultConfig } from '../test/e2e/fault-cases.ts'
import type { Measured } from './measured.ts'
import { program, ran, withProject } from './program.ts'

/** B6: from the first evidence in the cluster to the verdict; one fault after the other, so that none slows another. */
export async function diagnosis(): Promise<readonly Measured[]> {
  const measured: Measured[] = []
  for (const fault of faultCases) measured.push(await secondsTo(fault))
  return measured
}

function secondsTo(fault: FaultCase): Promise<Measured> {
  const files = (namespace: string) => ({ 'bodywork.yaml': faultConfig(fault, namespace), 'main.py': fault.program })
  return withProject('fault', files, async ({ folder, namespace }) => {
    const apply = (text: string) =>
      execFileSync('kubectl', ['apply', '-n', namespace, '-f', '-'], { input: text, stdio: ['pipe', 'pipe', 'pipe'] })
    execFileSync('kubectl', ['create', 'namespace', namespace], { stdio: 'pipe' })
    if (fault.before !== undefined) apply(fault.before(namespace))
    const { stdout } = await ran(process.execPath, [program, 'deploy', '--format', 'json'], { cwd: folder })
    const events = stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
    const end = events.findLast((event) => event.type === 'stage.finished') ?? events.at(-1)
    const begun =
      events.find((event) => event.type === 'stage.started') ?? events.find((event) => event.type === 'run.started')
    const evidence = fault.status === 2 ? begun.at : (firstEvidence(namespace, fault) ?? begun.at)
    const cause = end.failure?.cause ?? end.problems?.[0]?.code
    const value = Math.max(0, (end.at - evidence) / 1000)
    return {
      bench: 'B6',
      what: `${fault.name}: ${cause === fault.cause ? cause : `WRONG CAUSE ${cause}`}`,
      value: cause === fault.cause ? value : Number.POSITIVE_INFINITY,
      unit: 's',
      target: { of: 'value', atMost: fault.withinSeconds },
    }
  })
}

/** When the cluster first showed the fault; a crash shows with the first start, everything else with a warning. */
function firstEvidence(namespace: string, { cause }: FaultCase): number | undefined {
  const text = execFileSync('kubectl', ['get', 'events', '-n', namespace, '-o', 'json'], { encoding: 'utf8' })
  const { items }: { readonly items: readonly Record<string, unknown>[] } = JSON.parse(text)
  const isFirst = (event: Record<string, unknown>) =>
    /^(crash|oom)$/.test(cause) ? event['reason'] === 'Started' : event['type'] === 'Warning'
  const times = items.filter(isFirst).map((event) => Date.parse(String(event['firstTimestamp'] ?? event['eventTime'])))
  const known = times.filter((time) => !Number.isNaN(time))
  return known.length === 0 ? undefined : Math.min(...known)
}
