import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const version = 'v3.19.0'

/** PATH with a real helm on it: the one of this machine, or one that is built from its Go module and kept. */
export function pathWithHelm(): string {
  const path = process.env['PATH'] ?? ''
  if (spawnSync('helm', ['version']).status === 0) return path
  const folder = join(homedir(), '.cache', 'bodywork-tools')
  if (!existsSync(join(folder, 'helm')))
    execFileSync('go', ['install', `helm.sh/helm/v3/cmd/helm@${version}`], {
      env: { ...process.env, GOBIN: folder, GOFLAGS: '-mod=mod' },
      stdio: 'inherit',
    })
  return `${folder}${delimiter}${path}`
}
