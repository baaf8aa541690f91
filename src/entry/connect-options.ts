import type { OptionSpec } from './command.ts'
import { cloudInputs } from './connect-inputs.ts'

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
  ...cloudInputs.map(([name, , summary]): OptionSpec => ({ name, kind: 'text', value: 'VALUE', summary })),
]
