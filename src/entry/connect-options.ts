import type { OptionSpec } from './command.ts'
import { type CloudInput, cloudInputs } from './connect-inputs.ts'

/** Options that say which cloud's cluster is meant; the same words as the inputs of the action. */
export const cloudOptions: readonly OptionSpec[] = [
  {
    name: 'provider',
    kind: 'text',
    value: 'auto|eks|gke|aks|kubeconfig',
    choices: ['auto', 'eks', 'gke', 'aks', 'kubeconfig'],
    summary: 'how to get into the cluster',
    default: 'auto',
  },
  ...cloudInputs.filter(({ isSecret }) => isSecret !== true).map(optionFor),
]

function optionFor({ name, kind, choices, summary }: CloudInput): OptionSpec {
  if (kind === 'flag') return { name, kind: 'flag', summary }
  if (choices !== undefined) return { name, kind: 'text', value: choices.join('|'), choices, summary }
  return { name, kind: 'text', value: kind === 'pairs' ? 'KEY=VALUE' : 'VALUE', summary }
}
