import type { Command } from '../command.ts'
import { runOptions } from '../deploy-options.ts'
import { planOptions } from '../plan-options.ts'
import type { Wiring } from '../wire.ts'
import { runDeploy } from './deploy.ts'

/** `bodywork resume`: continues a failed run without repeating what succeeded. */
export function resumeCommand(wiring: Wiring): Command {
  return {
    name: 'resume',
    summary: 'continue a failed run from the stage that failed',
    description:
      'Batch stages that succeeded in the newest run are skipped when commit and configuration are the same; each says so. Services are deployed again, because a failed run puts the old ones back.',
    positionals: [{ name: 'PATH', summary: 'folder or configuration file', isRequired: false }],
    options: [...planOptions, ...runOptions],
    examples: ['bodywork resume', 'bodywork resume --timeout 45m'],
    run: (input, io) => runDeploy(input, io, wiring, input.positionals[0], { resume: true }),
  }
}
