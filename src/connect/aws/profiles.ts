/** Settings of shared profiles, by profile name. */
export type Profiles = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Reads the config file (`[profile NAME]`) and the credentials file (`[NAME]`), which wins. */
export function parseProfiles(config: string, credentials: string): Profiles {
  const profiles: Record<string, Record<string, string>> = {}
  const merge = (text: string, nameOf: (section: string) => string | undefined): void => {
    for (const [section, settings] of sections(text)) {
      const name = nameOf(section)
      if (name !== undefined) profiles[name] = { ...profiles[name], ...settings }
    }
  }
  merge(config, (section) =>
    section === 'default' ? section : /^profile\s+(.+)$/.exec(section)?.[1]?.replace(/^"|"$/g, ''),
  )
  merge(credentials, (section) => section)
  return profiles
}

function sections(text: string): readonly (readonly [string, Record<string, string>])[] {
  const found: (readonly [string, Record<string, string>])[] = []
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]+)\]/.exec(line)
    if (header !== null) found.push([(header[1] ?? '').trim(), {}])
    const setting = /^([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line)
    const settings = found.at(-1)?.[1]
    if (setting !== null && settings !== undefined) settings[(setting[1] ?? '').toLowerCase()] = setting[2] ?? ''
  }
  return found
}
