import type { RunRecord } from '../../src/run/record.ts'

/** A record of a run that is under way. */
export function aRecord(over: Partial<RunRecord> = {}): RunRecord {
  return {
    formatVersion: 1,
    revision: 1,
    status: 'applying',
    pipeline: 'iris',
    namespace: 'ns',
    runId: 'r1',
    attempt: 1,
    commit: 'abc',
    configHash: 'h',
    startedAt: 0,
    namespaceCreated: false,
    objects: [],
    stages: {},
    ...over,
  }
}
