import { runCli } from '../../src/entry/cli.ts'
import type { Io } from '../../src/entry/command.ts'
import { manageCommands } from '../../src/entry/manage-commands.ts'
import type { Wiring } from '../../src/entry/wire.ts'
import { recordingIo } from '../builders-io.ts'
import { aPipeline } from '../builders-pipeline.ts'
import type { ManagedCluster } from '../manage/cluster.ts'
import { smallWiring } from './wiring.ts'

/** What a command line did. */
export interface Told {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs whole command lines of the commands that manage a cluster. */
export function commandLine(
  cluster: ManagedCluster,
  over: Partial<Wiring> = {},
): (line: string | readonly string[], io?: Partial<Io>) => Promise<Told> {
  const wiring: Wiring = {
    ...smallWiring(() => aPipeline()),
    connect: () => Promise.resolve({ cluster, close: () => Promise.resolve() }),
    ...over,
  }
  return async (line, io) => {
    const recorded = recordingIo(io)
    const words = typeof line === 'string' ? line.split(/\s+/) : line
    const code = await runCli(
      words,
      recorded,
      manageCommands(() => wiring),
    )
    return { code, out: recorded.out(), err: recorded.err() }
  }
}
