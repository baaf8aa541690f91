import { wrongWords } from '../../manage/missing.ts'
import { deleteSecret, secretsOfGroup } from '../../manage/secrets.ts'
import type { Command } from '../command.ts'
import { isConfirmed, yesOption } from '../confirm.ts'
import { clusterOptions, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { secretHomeOptions, secretWords } from '../secret-input.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork delete secret`: one secret, or a whole group. */
export function deleteSecretCommand(wiring: Wiring): Command {
  return {
    name: 'delete secret',
    summary: 'delete a secret, or a whole group of them',
    description: 'Copies that deployed services use stay until those are deployed again or deleted.',
    positionals: [{ name: 'NAME', summary: 'name of the secret; all of the group when absent', isRequired: false }],
    options: [...secretHomeOptions, yesOption, ...clusterOptions],
    examples: ['bodywork delete secret aws --group prod', 'bodywork delete secret --group staging --yes'],
    run: async (input, io) => {
      const { name, home } = secretWords(input)
      if (home === undefined) throw wrongWords('--group is missing', 'Write --group NAME: secrets belong to groups.')
      if (name === undefined && home.kind !== 'group')
        throw wrongWords('the name of the secret is missing', 'Write it behind the command.')
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const { cluster } = connected
        const isWhole = name === undefined && home.kind === 'group'
        const names = isWhole ? (await secretsOfGroup(cluster, home.group)).map((secret) => secret.name) : [name ?? '']
        const question = `Delete ${names.length} secrets (${names.join(', ')})?`
        if (isWhole && !(await isConfirmed(question, input, io))) {
          io.stderr('nothing was deleted\n')
          return exitCodes.notFound
        }
        for (const each of names) {
          await deleteSecret(cluster, home, each)
          io.stdout(`deleted secret ${each}\n`)
        }
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}
