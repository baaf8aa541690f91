import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { RegistryLogin } from '../connect/registry.ts'
import { parsedJson } from '../model/json-text.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import { field } from '../plan/objects.ts'
import type { Plan, PullSecret } from '../plan/plan.ts'
import { dockerHub } from '../plan/pull-secret.ts'

/** Where a file of registry credentials is looked for. */
export interface DockerHome {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** Contents of the Secrets that a plan makes from `docker login`, by name; only registries that its stages pull from. */
export async function dockerCredentials(plan: Plan, home: DockerHome): Promise<Readonly<Record<string, string>>> {
  const made = await Promise.all(
    (plan.pullSecrets ?? []).map(async (secret) => [secret.name, await credentials(secret, home)] as const),
  )
  return Object.fromEntries(made)
}

async function credentials({ file, registries }: PullSecret, home: DockerHome): Promise<string> {
  const path = pathOf(file, home)
  const config = await contentOf(path)
  const auths = Object.entries({ ...objectOf(field(config, 'auths')) })
  const wanted = auths.filter(([key, value]) => registries.includes(registryOf(key)) && hasPassword(value))
  if (wanted.length > 0) return JSON.stringify({ auths: Object.fromEntries(wanted) })
  const store = field(config, 'credHelpers', registries[0] ?? '') ?? field(config, 'credsStore')
  throw refused(
    `${path} has no credentials for ${registries.join(', ')}`,
    typeof store === 'string'
      ? `They are with the credential helper "${store}", which a cluster cannot ask: log in without it, as on a CI runner.`
      : `Log in before: docker login ${registries[0] ?? ''}`,
  )
}

/** The login for a registry that `docker login` left in the usual place; undefined without one. */
export async function registryLogin(
  registry: string | undefined,
  home: DockerHome,
): Promise<RegistryLogin | undefined> {
  const path = pathOf('', home)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const auths = Object.entries({ ...objectOf(field(await contentOf(path), 'auths')) })
  const found = auths.find(([key]) => registryOf(key) === (registry ?? dockerHub))?.[1]
  const token = textOf(found, 'identitytoken')
  if (token !== undefined) return { kind: 'refresh', token }
  const [name = '', ...rest] = Buffer.from(textOf(found, 'auth') ?? '', 'base64')
    .toString('utf8')
    .split(':')
  const login = { name: textOf(found, 'username') ?? name, password: textOf(found, 'password') ?? rest.join(':') }
  return login.name === '' ? undefined : { kind: 'password', ...login }
}

function textOf(value: unknown, name: string): string | undefined {
  const found = field(value, name)
  return typeof found === 'string' && found !== '' ? found : undefined
}

function pathOf(file: string, { env, cwd }: DockerHome): string {
  const home = env['HOME'] ?? ''
  if (file === '') return join(env['DOCKER_CONFIG'] ?? join(home, '.docker'), 'config.json')
  return file.startsWith('~/') ? join(home, file.slice(2)) : resolve(cwd, file)
}

async function contentOf(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) throw refused(`${path} cannot be read`, 'Log in before, such as with docker/login-action.')
  const content = parsedJson(text)
  if (content !== undefined) return content
  throw refused(`${path} is no JSON`, 'It should be the config.json that docker login writes.')
}

/** `https://index.docker.io/v1/` and `ghcr.io/acme` as the registry that they mean. */
function registryOf(key: string): string {
  const host = key.replace(/^https?:\/\//, '').split('/')[0] ?? ''
  return /^(?:index\.|registry-1\.)?docker\.io$/.test(host) ? dockerHub : host
}

function hasPassword(value: unknown): boolean {
  return ['auth', 'password', 'identitytoken'].some((key) => typeof field(value, key) === 'string')
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function refused(message: string, hint: string): ProblemError {
  const problem: Problem = { severity: 'error', code: 'input/docker-config', message, hint }
  return new ProblemError('user', [problem])
}
