import { rm } from 'node:fs/promises'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { folderOption } from './local-up.ts'

/** `bodywork local down`: ends the local cluster and its pods. */
export const localDownCommand: Command = {
  name: 'local down',
  summary: 'end the local cluster; its objects are kept for the next start',
  positionals: [],
  options: [folderOption, { name: 'delete', kind: 'flag', summary: 'delete its objects, volumes and packages too' }],
  examples: ['bodywork local down', 'bodywork local down --delete'],
  run: async (input, io) => {
    const [{ usualFolder, stateFolder }, { endInBackground }] = await Promise.all([
      import('../../local/up/state-folder.ts'),
      import('../../local/up/background.ts'),
    ])
    const given = input.text('folder')
    const folder = given === undefined ? usualFolder(io.env) : stateFolder(given)
    const wasUp = await endInBackground(folder)
    io.stdout(wasUp ? 'The local cluster has ended.\n' : 'No local cluster was up.\n')
    if (input.flag('delete') === true) {
      await rm(folder.path, { recursive: true, force: true, maxRetries: 3 })
      io.stdout(`Deleted ${folder.path}.\n`)
    }
    return exitCodes.done
  },
}
