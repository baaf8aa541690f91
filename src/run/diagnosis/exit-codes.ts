import type { Failure } from '../events.ts'
import { reportOf } from '../stage-outputs.ts'
import { textField } from '../world.ts'
import type { Cause } from './causes.ts'
import { oneLine } from './fields.ts'
import { failureOf } from './finding.ts'
import { oomFailure } from './oom.ts'
import type { ContainerView, Ended, PodView } from './pod-view.ts'

const meanings: Readonly<Record<number, { readonly cause: Cause; readonly text: string }>> = {
  126: { cause: 'permission-denied', text: 'the shell found the command but may not run it' },
  127: { cause: 'command-not-found', text: 'the shell did not find the command' },
  134: { cause: 'abort', text: 'the program aborted (SIGABRT)' },
  137: { cause: 'killed', text: 'the program was killed (SIGKILL), not for its own memory limit' },
  139: { cause: 'segfault', text: 'the program touched memory that is not its own (SIGSEGV)' },
  143: { cause: 'terminated', text: 'the program was asked to stop (SIGTERM)' },
}

/** What an exit code above 0 means, in a few words. */
export function exitCodeText(code: number): string | undefined {
  if (meanings[code]) return meanings[code].text
  return code > 128 && code < 160 ? `the program was ended by signal ${code - 128}` : undefined
}

/** Why a container ended other than with 0. */
export function endedFailure(pod: PodView, container: ContainerView, ended: Ended, where: string): Failure {
  if (ended.reason === 'OOMKilled') return oomFailure(pod, container, ended, where)
  if (isStartError(ended)) return startFailure(pod, container, ended.message, evidenceOf(container, ended, where), 128)
  const cause = container.role === 'init' ? 'init-failed' : lostOr(ended, causeOf(ended))
  const name = container.role === 'init' ? `init container ${container.name}` : `container ${container.name}`
  const words = reportOf(ended.message).error ?? (ended.message.startsWith('{') ? '' : ended.message)
  const said = words === '' ? '' : `: ${oneLine(words, 300)}`
  const meaning = exitCodeText(ended.exitCode)
  return failureOf(cause, `${name} ended with exit code ${ended.exitCode}${meaning ? ` (${meaning})` : ''}${said}`, {
    object: pod.ref,
    evidence: evidenceOf(container, ended, where),
    exitCode: ended.exitCode,
  })
}

/** What ran out of its time is ended by our own program in the container, which says so. */
function causeOf({ exitCode, message }: Ended): Cause {
  if (exitCode === 124 && /^time limit of/.test(reportOf(message).error ?? '')) return 'deadline'
  return meanings[exitCode]?.cause ?? 'crash'
}

function lostOr(ended: Ended, cause: Cause): Cause {
  return ended.reason === 'ContainerStatusUnknown' ? 'container-lost' : cause
}

/** The evidence for how a container ended. */
export function evidenceOf(container: ContainerView, ended: Ended, where: string) {
  const path = `${container.path}.${where}.terminated`
  return [
    { path: `${path}.exitCode`, value: String(ended.exitCode) },
    { path: `${path}.reason`, value: ended.reason },
    { path: `${path}.message`, value: ended.message },
  ].filter((item) => item.value !== '')
}

/** True when the program never began: waiting cannot help. */
export function isStartError(ended: Ended): boolean {
  return ended.reason === 'StartError' || ended.reason === 'ContainerCannotRun'
}

/** Why the container's program could not be started, from the runtime's words. */
export function startFailure(
  pod: PodView,
  container: ContainerView,
  message: string,
  evidence: readonly { readonly path: string; readonly value: string }[],
  exitCode?: number,
): Failure {
  const cause = startCause(message)
  const program = /exec: "([^"]*)"/.exec(message)?.[1]
  const image = textField(container.spec, 'image') ?? '?'
  const sentence: Partial<Record<Cause, string>> = {
    'command-not-found': program
      ? `the image "${image}" does not contain the command "${program}"`
      : `container ${container.name} has no command, and neither has the image "${image}"`,
    'permission-denied': `the file "${program}" in the image "${image}" may not be executed`,
    'exec-format': `the program "${program}" is not built for the CPU of node ${pod.node}`,
  }
  return failureOf(cause, sentence[cause] ?? `container ${container.name} cannot be started: ${shortStart(message)}`, {
    object: pod.ref,
    evidence,
    ...(exitCode === undefined ? {} : { exitCode }),
  })
}

function startCause(message: string): Cause {
  if (/exec format error/.test(message)) return 'exec-format'
  if (/executable file not found|no command specified/.test(message)) return 'command-not-found'
  if (/exec: "[^"]*": permission denied/.test(message)) return 'permission-denied'
  if (/exec: "[^"]*": (stat )?.*no such file or directory/.test(message)) return 'command-not-found'
  return 'start-error'
}

function shortStart(message: string): string {
  return oneLine(message.replace(/^.*(unable to start container process|runc create failed): /, ''), 300)
}
