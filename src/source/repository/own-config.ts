/** What the configuration of a repository says that planning needs. */
export interface OwnConfig {
  /** Address of `origin`, otherwise of the first remote, as it is written there. */
  readonly remote?: string
}

/**
 * Reads the `config` file of a repository. Undefined when it says something that changes where things are or how they
 * are written, and for any spelling beyond plain ones: then git has to be asked.
 */
export function ownConfig(text: string): OwnConfig | undefined {
  let section = ''
  let name = ''
  const remotes = new Map<string, string>()
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue
    const header = /^\[([A-Za-z0-9-]+)(?: "([^"\\]*)")?\]$/.exec(line)
    if (header !== null) {
      section = header[1]?.toLowerCase() ?? ''
      name = header[2] ?? ''
      continue
    }
    const [, written, value = 'true'] = /^([A-Za-z][A-Za-z0-9-]*)(?:\s*=\s*([^"\\#;]*))?$/.exec(line) ?? []
    const key = written?.toLowerCase()
    if (key === undefined || !isPlain(section, key, value)) return undefined
    if (section === 'remote' && key === 'url' && name !== '' && !remotes.has(name)) remotes.set(name, value)
  }
  const remote = remotes.get('origin') ?? [...remotes.values()][0]
  return remote === undefined ? {} : { remote }
}

function isPlain(section: string, key: string, value: string): boolean {
  if (section === '' || section === 'include' || section === 'includeif' || section === 'extensions') return false
  if (section !== 'core') return true
  if (key === 'repositoryformatversion') return value === '0'
  if (key === 'bare') return value === 'false'
  return key !== 'worktree'
}
