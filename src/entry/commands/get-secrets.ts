import { missing, wrongWords } from '../../manage/missing.ts'
import { listSecrets, type SecretHome, type ShownSecret, secretsOfGroup } from '../../manage/secrets.ts'
import { ageText } from '../../report/age-text.ts'
import type { Column } from '../../report/table.ts'
import type { Cluster } from '../../run/ports.ts'
import type { Command } from '../command.ts'
import { clusterOptions, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { listOptions, printListing } from '../list-output.ts'
import { secretHomeOptions, secretWords } from '../secret-input.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork get secrets`: names and, when asked for, keys; never a value. */
export function getSecretsCommand(wiring: Wiring): Command {
  return {
    name: 'get secrets',
    summary: 'list secrets by group; values are never shown',
    positionals: [{ name: 'NAME', summary: 'only this secret', isRequired: false }],
    options: [
      ...secretHomeOptions,
      { name: 'show-keys', kind: 'flag', summary: 'show the names of the keys' },
      ...listOptions,
      ...clusterOptions,
    ],
    examples: ['bodywork get secrets', 'bodywork get secrets --group prod --show-keys', 'bodywork get secrets -o name'],
    run: async (input, io) => {
      const { name, home } = secretWords(input)
      if (name !== undefined && home === undefined)
        throw wrongWords('--group is missing', `Write bodywork get secret ${name} --group NAME.`)
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const rows = await wanted(connected.cluster, home, name)
        const showsKeys = input.flag('show-keys') === true || name !== undefined
        await printListing(
          {
            kind: 'secret',
            rows,
            columns: columns(wiring.clock.now(), showsKeys),
            nameOf: (row) => (row.group === undefined ? row.name : `${row.group}-${row.name}`),
            none: 'no secrets',
          },
          input,
          io,
        )
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}

async function wanted(cluster: Cluster, home: SecretHome | undefined, name: string | undefined) {
  const rows = home?.kind === 'group' ? await secretsOfGroup(cluster, home.group) : await listSecrets(cluster, home)
  if (name === undefined) return rows
  const found = rows.filter((row) => row.name === name)
  if (found.length > 0) return found
  throw missing(
    'secret',
    name,
    rows.map((row) => row.name),
  )
}

function columns(now: number, showsKeys: boolean): readonly Column<ShownSecret>[] {
  return [
    { head: 'NAME', cell: ({ name }) => name },
    { head: 'GROUP', cell: ({ group }) => group ?? '' },
    { head: 'KEYS', cell: ({ keys }) => (showsKeys ? keys.join(',') : String(keys.length)) },
    { head: 'AGE', cell: ({ createdAt }) => (createdAt === undefined ? '' : ageText(now - Date.parse(createdAt))) },
    { head: 'NAMESPACE', cell: ({ namespace }) => namespace, isWide: true },
  ]
}
