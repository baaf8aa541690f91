import { cloudError } from './cloud-error.ts'
import type { CloudPorts } from './cloud-ports.ts'

/** The token in a file that the surroundings keep fresh. */
export async function tokenInFile(
  ports: CloudPorts,
  path: string,
  code: 'aws-token-file' | 'azure-token-file',
): Promise<string> {
  const text = await ports.readFile(path)
  if (text === undefined) throw cloudError(code, `the token file ${path} cannot be read`)
  return text.trim()
}
