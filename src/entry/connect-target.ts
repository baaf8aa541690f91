import type { Connection } from '../connect/connection.ts'
import { nodeCloudPorts } from '../connect/node-ports.ts'
import { connect } from '../connect/provider.ts'
import { pluginRunner } from '../connect/run-plugin.ts'
import type { ClusterTarget } from './cluster-target.ts'

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
      runPlugin: pluginRunner(env),
      parseYaml: async (text) => (await import('../config/plain-yaml.ts')).plainYaml(text),
      say: target.say ?? (() => undefined),
    },
  )
}
