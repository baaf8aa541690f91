import { spawn } from 'node:child_process'
import type { Connection } from '../connect/connection.ts'
import type { RunPlugin } from '../connect/exec-plugin.ts'
import { nodeCloudPorts } from '../connect/node-ports.ts'
import { connect } from '../connect/provider.ts'
import type { ClusterTarget } from './wire.ts'

/** The connection that a target asks for. */
export function connectTarget(target: ClusterTarget): Promise<Connection> {
  const { env, kubeconfig, context, cloud } = target
  return connect(
    {
      provider: 'auto',
      ...cloud,
      env,
      ...(kubeconfig === undefined ? {} : { kubeconfig }),
      ...(context === undefined ? {} : { context }),
    },
    {
      cloud: nodeCloudPorts(env, target.mask ?? (() => undefined)),
      runPlugin: runPlugin(env),
      parseYaml: async (text) => (await import('../config/plain-yaml.ts')).plainYaml(text),
      say: target.say ?? (() => undefined),
    },
  )
}

/** Runs a credential program without a shell; it inherits the environment. */
function runPlugin(base: Readonly<Record<string, string | undefined>>): RunPlugin {
  return (command, args, env) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, args, { env: { ...base, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
      const out: Buffer[] = []
      const err: Buffer[] = []
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
      child.once('error', (error) => {
        if ('code' in error && error.code === 'ENOENT') resolve({ kind: 'missing' })
        else reject(error)
      })
      child.once('close', (code) =>
        resolve({
          kind: 'ended',
          exitCode: code ?? 1,
          stdout: Buffer.concat(out).toString(),
          stderr: Buffer.concat(err).toString(),
        }),
      )
    })
}
