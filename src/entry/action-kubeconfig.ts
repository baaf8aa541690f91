import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActionDoor } from './action-door.ts'
import type { ActionInputs } from './action-inputs.ts'
import type { Connected } from './wire.ts'

/** The door, leaving a kubeconfig for later steps behind the first cluster it connects to, when that is wanted. */
export function keepingKubeconfig(door: ActionDoor, inputs: ActionInputs): ActionDoor {
  if (!inputs.flag('write-kubeconfig')) return door
  let written: Promise<void> | undefined
  const connect = async (target: Parameters<typeof door.wiring.connect>[0]): Promise<Connected> => {
    const connected = await door.wiring.connect(target)
    written ??= writeKubeconfig(door, connected)
    await written
    return connected
  }
  return { ...door, wiring: { ...door.wiring, connect } }
}

/** Later steps are over when the post step runs. */
export async function removeKubeconfig({ runner }: ActionDoor): Promise<void> {
  const path = runner.state('kubeconfig')
  if (path !== '') await rm(path, { force: true })
}

async function writeKubeconfig(door: ActionDoor, { connection }: Connected): Promise<void> {
  if (connection === undefined) return
  const { runner, env, write } = door
  const credentials = await connection.credentials()
  const key = (credentials.clientCertificate ?? connection.clientCertificate)?.key
  for (const secret of [credentials.token, ...(key?.split('\n') ?? [])])
    if (secret !== undefined && secret.trim().length >= 4) runner.setSecret(secret)
  const path = join(env['RUNNER_TEMP'] ?? tmpdir(), `bodywork-${randomUUID()}.kubeconfig`)
  // Saved before it is there: a main that is killed in between leaves nothing behind.
  runner.saveState('kubeconfig', path)
  const { kubeconfigText } = await import('../connect/kubeconfig-text.ts')
  await writeFile(path, kubeconfigText(connection, credentials), { mode: 0o600, flag: 'wx' })
  runner.exportVariable('KUBECONFIG', path)
  runner.setOutput('kubeconfig', path)
  const { expiresAt } = credentials
  const until = expiresAt === undefined ? '' : `, good until ${new Date(expiresAt).toISOString().slice(11, 16)} UTC`
  write(`bodywork | kubeconfig for later steps: ${path}${until}\n`)
}
