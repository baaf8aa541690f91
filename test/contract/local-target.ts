import type { Access } from './kubeconfig.ts'

/** Starts a local cluster for the checks of one file. */
export async function startLocalTarget(): Promise<{ readonly access: Access; readonly stop: () => Promise<void> }> {
  throw new Error('not yet')
}
