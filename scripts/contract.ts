import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

// Runs the contract suite on the local cluster, or with --kubeconfig F on any Kubernetes; --image names an image with a shell.
const { values, positionals } = parseArgs({
  options: { kubeconfig: { type: 'string' }, image: { type: 'string' } },
  allowPositionals: true,
})
const env = {
  ...process.env,
  ...(values.kubeconfig !== undefined && { CONTRACT_KUBECONFIG: values.kubeconfig }),
  ...(values.image !== undefined && { CONTRACT_IMAGE: values.image }),
}
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.contract.config.ts', ...positionals]
process.exitCode = spawnSync(process.execPath, vitest, { stdio: 'inherit', env }).status ?? 1
