import { wrongWords } from '../manage/missing.ts'
import { previewNamespace, setExpiry } from '../manage/previews.ts'
import type { CommandInput, Io, OptionSpec } from './command.ts'
import { durationMs } from './deploy-options.ts'
import type { DeployRequest } from './deploy-run.ts'
import type { Wiring } from './wire.ts'

const defaultTtlMs = 3 * 86_400_000

/** Options of deployments that are not to last. */
export const previewOptions: readonly OptionSpec[] = [
  { name: 'preview', kind: 'text', value: 'NAME', summary: 'deploy into a namespace of its own, such as pr-12' },
  { name: 'ttl', kind: 'text', value: 'DURATION', summary: 'how long a preview may stay', default: '3d' },
]

/** The request with the namespace of the preview that the command line asks for. */
export function asPreview(request: DeployRequest, input: CommandInput, namespace: string): DeployRequest | undefined {
  const preview = input.text('preview')
  if (preview !== undefined && !/[A-Za-z0-9]/.test(preview))
    throw wrongWords(`"${preview}" cannot name a preview`, 'Write --preview pr-12.')
  if (preview === undefined && input.text('ttl') !== undefined)
    throw wrongWords('--ttl needs --preview', 'Only previews end by themselves.')
  return preview === undefined ? undefined : { ...request, namespace: previewNamespace(namespace, preview) }
}

/** Marks the namespace of a preview with the end of its life. */
export async function markPreview(request: DeployRequest, input: CommandInput, io: Io, wiring: Wiring): Promise<void> {
  const { namespace } = request
  if (input.text('preview') === undefined || namespace === undefined) return
  const expiresAt = wiring.clock.now() + (durationMs(input, 'ttl') ?? defaultTtlMs)
  const connected = await wiring.connect(request.target)
  try {
    if (await setExpiry(connected.cluster, namespace, expiresAt))
      io.stderr(
        `${namespace} may be deleted after ${new Date(expiresAt).toISOString()}: bodywork delete deployment --expired\n`,
      )
  } finally {
    await connected.close()
  }
}
