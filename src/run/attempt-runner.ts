import type { KubeObject } from '../plan/objects.ts'
import type { Failure } from './events.ts'
import type { Verdict } from './judgement.ts'

/** What carries out a stage's orders in the cluster. */
export interface AttemptRunner {
  /** Sends what the attempt consists of; gives the failure when the cluster refuses it. */
  send(attempt: number): Promise<Failure | undefined>
  /** Begins to judge what was sent; verdicts may come at once. */
  watch(): void
  stop(attempt: number, isCancelled: boolean): Promise<void>
  /** Stops listening. */
  forget(): void
}

/** What a runner is given. */
export interface AttemptParts {
  readonly env: Readonly<Record<string, string>>
  readonly onVerdict: (verdict: Verdict) => void
  /** Told of the pods that carry none of our marks and yet work for the stage. */
  readonly onPod?: (pod: KubeObject) => void
  /** Told what a program prints that works for the stage on this machine. */
  readonly onLine?: (line: string) => void
}
