import { writePrivate } from './private-file.ts'

/** Writes a kubeconfig with one cluster. It is JSON, which is YAML too. */
export function writeKubeconfig(path: string, server: string, token: string): void {
  const name = 'bodywork-local'
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  }
  writePrivate(path, `${JSON.stringify(config, undefined, 2)}\n`)
}
