import { realpathSync } from 'node:fs'
import { join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/**
 * Variables with which git reads the checkout of this job though it belongs to another user, as in jobs in a container
 * or on a runner of one's own. The settings of the machine stay as they are; git before 2.38 does not look at these.
 */
export function trustedWorkspace(env: Env): Readonly<Record<string, string>> {
  const workspace = env['GITHUB_WORKSPACE'] ?? ''
  if (workspace === '') return {}
  const folders = foldersAbove(env['INPUT_CONFIG'] ?? '').map((folder) => join(workspace, folder))
  // `actions/checkout` puts several repositories into folders of the workspace; newer git knows them by the star.
  const trusted = [...new Set([...folders, ...folders.map(realPath)]), `${workspace}/*`]
  const first = Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0
  const variables = trusted.flatMap((folder, index) => [
    [`GIT_CONFIG_KEY_${first + index}`, 'safe.directory'],
    [`GIT_CONFIG_VALUE_${first + index}`, folder.replaceAll('\\', '/')],
  ])
  return { ...Object.fromEntries(variables), GIT_CONFIG_COUNT: String(first + trusted.length) }
}

/** The folders that the path of a configuration leads through, the workspace itself first. */
function foldersAbove(config: string): readonly string[] {
  const names = config.split(/[\\/]/).slice(0, -1)
  const pattern = names.findIndex((name) => /[*?{]|^\.\.$/.test(name))
  const plain = pattern < 0 ? names : names.slice(0, pattern)
  return ['', ...plain.map((_, index) => plain.slice(0, index + 1).join('/'))]
}

/** Git compares with the real path of a folder. */
function realPath(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}
