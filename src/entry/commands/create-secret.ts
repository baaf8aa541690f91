import { wrongWords } from '../../manage/missing.ts'
import { createSecret } from '../../manage/secrets.ts'
import type { Command } from '../command.ts'
import { clusterOptions, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneSecret, secretData, secretDataOptions, secretHomeOptions, secretPositionals } from '../secret-input.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork create secret`: keeps values for the stages of pipelines. */
export function createSecretCommand(wiring: Wiring): Command {
  return {
    name: 'create secret',
    summary: 'keep secret values for the stages of pipelines',
    description: 'A pipeline uses the secrets of its secrets_group; each deployment copies what its stages name.',
    positionals: secretPositionals,
    options: [...secretHomeOptions, ...secretDataOptions, ...clusterOptions],
    examples: [
      'bodywork create secret aws --group prod --from-env AWS_ACCESS_KEY_ID --from-env AWS_SECRET_ACCESS_KEY',
      'bodywork create secret db --group prod --from-env-file .env.prod',
      'printf %s "$TOKEN" | bodywork create secret api --group prod --from-file TOKEN=-',
    ],
    run: async (input, io) => {
      const { name, home, pairs } = oneSecret(input)
      const data = await secretData(input, io, pairs)
      if (data.size === 0) throw wrongWords('no values were given', 'Use --from-env, --from-file or --from-env-file.')
      const connected = await wiring.connect(targetOf(input, io))
      try {
        await createSecret(connected.cluster, home, name, data)
      } finally {
        await connected.close()
      }
      io.stdout(`created secret ${name} with ${[...data.keys()].sort().join(', ')}\n`)
      return exitCodes.done
    },
  }
}
