import { wrongWords } from '../../manage/missing.ts'
import { updateSecret } from '../../manage/secrets.ts'
import type { Command } from '../command.ts'
import { clusterOptions, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneSecret, secretData, secretDataOptions, secretHomeOptions, secretPositionals } from '../secret-input.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork update secret`: sets some keys, removes others, leaves the rest. */
export function updateSecretCommand(wiring: Wiring): Command {
  return {
    name: 'update secret',
    summary: 'set or remove keys of a secret',
    description: 'Keys that are not named stay. Services get the new values with their next deployment.',
    positionals: secretPositionals,
    options: [
      ...secretHomeOptions,
      ...secretDataOptions,
      { name: 'remove', kind: 'list', value: 'KEY', summary: 'a key to remove' },
      ...clusterOptions,
    ],
    examples: [
      'bodywork update secret aws --group prod --from-env AWS_SECRET_ACCESS_KEY',
      'bodywork update secret aws --group prod --remove AWS_SESSION_TOKEN',
    ],
    run: async (input, io) => {
      const { name, home, pairs } = oneSecret(input)
      const data = await secretData(input, io, pairs)
      const remove = input.list('remove')
      if (data.size + remove.length === 0)
        throw wrongWords('nothing to change was given', 'Use --from-env, --from-file, --from-env-file or --remove.')
      const connected = await wiring.connect(targetOf(input, io))
      try {
        await updateSecret(connected.cluster, { home, name }, { data, remove })
      } finally {
        await connected.close()
      }
      const set = data.size === 0 ? [] : [`set ${[...data.keys()].sort().join(', ')}`]
      const removed = remove.length === 0 ? [] : [`removed ${remove.join(', ')}`]
      io.stdout(`updated secret ${name}: ${[...set, ...removed].join('; ')}\n`)
      return exitCodes.done
    },
  }
}
