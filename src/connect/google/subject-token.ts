import { cloudError, jsonField, jsonText } from '../cloud-error.ts'
import type { CloudPorts } from '../cloud-ports.ts'

interface About {
  readonly audience: string
  readonly subjectTokenType: string
  readonly name: string
}

/** The identity token that an external account names: from a URL, a file or a program. */
export async function subjectTokenFrom(ports: CloudPorts, source: object, about: About): Promise<string> {
  const text = JSON.stringify(source)
  const token = await read(ports, text, about)
  ports.mask(token)
  return token
}

async function read(ports: CloudPorts, source: string, about: About): Promise<string> {
  const url = jsonText(source, 'url')
  if (url !== undefined) return formatted(await fromUrl(ports, url, source), source, about.name)
  const file = jsonText(source, 'file')
  if (file !== undefined) {
    const text = await ports.readFile(file)
    if (text === undefined)
      throw cloudError('google-credential', `${about.name} names the token file ${file}, which cannot be read`)
    return formatted(text, source, about.name)
  }
  const command = jsonText(source, 'executable', 'command')
  if (command !== undefined) return fromProgram(ports, command, source, about)
  throw cloudError('google-credential', `${about.name} names no url, file or executable as its source`)
}

async function fromUrl(ports: CloudPorts, url: string, source: string): Promise<string> {
  const headers = jsonField(source, 'headers')
  const pairs =
    typeof headers === 'object' && headers !== null
      ? Object.entries(headers).map(([key, value]) => [key, String(value)] as const)
      : []
  for (const [, value] of pairs) ports.mask(value.replace(/^Bearer /, ''))
  const answer = await ports.send({ method: 'GET', url, headers: Object.fromEntries(pairs) })
  if (answer.status !== 200)
    throw cloudError('google-subject-token', `the identity token endpoint answered ${answer.status}`)
  return answer.body
}

function formatted(text: string, source: string, name: string): string {
  if (jsonText(source, 'format', 'type') !== 'json') return text.trim()
  const field = jsonText(source, 'format', 'subject_token_field_name') ?? ''
  const token = jsonText(text, field)
  if (token === undefined) throw cloudError('google-subject-token', `the source of ${name} has no field "${field}"`)
  return token
}

async function fromProgram(ports: CloudPorts, command: string, source: string, about: About): Promise<string> {
  if (ports.env['GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES'] !== '1')
    throw cloudError(
      'google-executable',
      `${about.name} wants to run a program for its token`,
      'Set GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES=1 if you trust that file.',
    )
  const [program = '', ...args] = command.split(/\s+/).filter((word) => word !== '')
  const output = jsonText(source, 'executable', 'output_file')
  const answer = await ports.run(program, args, {
    GOOGLE_EXTERNAL_ACCOUNT_AUDIENCE: about.audience,
    GOOGLE_EXTERNAL_ACCOUNT_TOKEN_TYPE: about.subjectTokenType,
    GOOGLE_EXTERNAL_ACCOUNT_INTERACTIVE: '0',
    GOOGLE_EXTERNAL_ACCOUNT_ID: '',
    GOOGLE_EXTERNAL_ACCOUNT_REVOKE: '0',
    ...(output === undefined ? {} : { GOOGLE_EXTERNAL_ACCOUNT_OUTPUT_FILE: output }),
  })
  if (jsonField(answer, 'success') !== true) {
    const [code, message] = [jsonText(answer, 'code') ?? 'no code', jsonText(answer, 'message') ?? 'no message']
    throw cloudError('google-executable', `the program of ${about.name} refused: ${code}: ${message}`)
  }
  const token = jsonText(answer, 'id_token') ?? jsonText(answer, 'saml_response')
  if (token === undefined) throw cloudError('google-executable', `the program of ${about.name} gave no token`)
  return token
}
