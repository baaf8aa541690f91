import type { OverlayRequest } from '../config/overlay.ts'
import type { CommandInput, OptionSpec } from './command.ts'

/** Options that lay something over a configuration, for one environment or one run. */
export const overlayOptions: readonly OptionSpec[] = [
  {
    name: 'environment',
    aliases: ['-e'],
    kind: 'text',
    value: 'NAME',
    summary: "one of the configuration's environments",
  },
  {
    name: 'values',
    kind: 'list',
    value: 'FILE',
    summary: 'keys of this file replace those of the configuration, as for one environment',
  },
  { name: 'set', kind: 'list', value: 'KEY.KEY=VALUE', summary: 'one key, such as stages.serve.service.replicas=3' },
]

/** What a command line lays over the configuration. */
export function overlayRequest(input: CommandInput): OverlayRequest {
  const environment = input.text('environment')
  const values = { values: input.list('values'), set: input.list('set') }
  return environment === undefined ? values : { ...values, environment }
}
