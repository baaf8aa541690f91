import { spawnSync } from 'node:child_process'

// Runs the contract suite on the local cluster, or with --kubeconfig F on any Kubernetes; --image names an image with
// a shell. Everything else goes to vitest.
const words = process.argv.slice(2)
const own = new Map<string, string>()
const rest: string[] = []
for (let i = 0; i < words.length; i++) {
  const [name = '', attached] = (words[i] ?? '').split(/=(.*)/s)
  if (name === '--kubeconfig' || name === '--image') own.set(name, attached ?? words[++i] ?? '')
  else rest.push(words[i] ?? '')
}
const kubeconfig = own.get('--kubeconfig')
const image = own.get('--image')
const env = {
  ...process.env,
  ...(kubeconfig !== undefined && { CONTRACT_KUBECONFIG: kubeconfig }),
  ...(image !== undefined && { CONTRACT_IMAGE: image }),
}
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.contract.config.ts', ...rest]
process.exitCode = spawnSync(process.execPath, vitest, { stdio: 'inherit', env }).status ?? 1
