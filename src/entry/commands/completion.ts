import { listCronJobs } from '../../manage/cron-jobs.ts'
import { wrongWords } from '../../manage/missing.ts'
import { listSecrets } from '../../manage/secrets.ts'
import { listServices } from '../../manage/services.ts'
import { never } from '../../model/problem.ts'
import type { Cluster } from '../../run/ports.ts'
import type { Command, CommandEntry } from '../command.ts'
import { completionFor, fitting, type LiveNames } from '../complete.ts'
import { completionScript, shells } from '../completion-script.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork completion`: the script that lets a shell complete commands, options and live names. */
export function completionCommand(): Command {
  return {
    name: 'completion',
    summary: 'print the completion script of a shell',
    positionals: [{ name: 'SHELL', summary: 'bash, zsh or fish', isRequired: true }],
    options: [],
    examples: [
      'source <(bodywork completion bash)',
      'bodywork completion fish > ~/.config/fish/completions/bodywork.fish',
    ],
    run: (input, io) => {
      const shell = shells.find((one) => one === input.positionals[0])
      if (shell === undefined)
        throw wrongWords(`"${input.positionals[0]}" has no completion`, 'Write bash, zsh or fish.')
      io.stdout(completionScript(shell))
      return Promise.resolve(exitCodes.done)
    },
  }
}

/** `bodywork __complete`: what completion scripts ask; it never fails and never complains. */
export function completeCommand(wiring: Wiring, table: () => Promise<readonly CommandEntry[]>): Command {
  return {
    name: '__complete',
    summary: 'what completion scripts ask',
    positionals: [{ name: 'WORD', summary: 'the words so far', isRequired: false, isRest: true }],
    options: [],
    examples: [],
    run: async (input, io) => {
      const words = input.positionals
      const { words: found, live, named } = await completionFor(words, await table())
      const names = live === undefined ? [] : await liveNames(wiring, live, named, io.env)
      const fit = fitting([...found, ...new Set(names)], words.at(-1) ?? '')
      io.stdout(fit.map((word) => `${word}\n`).join(''))
      return exitCodes.done
    },
  }
}

/** Without a cluster, or rights in it, there is just nothing to offer. */
async function liveNames(
  wiring: Wiring,
  live: LiveNames,
  named: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  try {
    const connected = await wiring.connect({ env, isLocal: false })
    try {
      return await namesOf(connected.cluster, live, named)
    } finally {
      await connected.close()
    }
  } catch {
    return []
  }
}

async function namesOf(cluster: Cluster, live: LiveNames, [pipeline]: readonly string[]): Promise<readonly string[]> {
  switch (live) {
    case 'pipelines':
      return (await listServices(cluster)).map((service) => service.pipeline)
    case 'services':
      return (await listServices(cluster)).filter((one) => one.pipeline === pipeline).map((service) => service.name)
    case 'cronjobs':
      return (await listCronJobs(cluster)).map(({ name }) => name)
    case 'secrets':
      return (await listSecrets(cluster)).map(({ name }) => name)
    case 'groups':
      return (await listSecrets(cluster)).flatMap(({ group }) => group ?? [])
    case 'namespaces':
      return (await cluster.list({ apiVersion: 'v1', kind: 'Namespace' })).map(({ metadata }) => metadata.name)
    default:
      return never(live)
  }
}
