/** What was looked at: how we sign in, how the server is reached, what we may do, what there is room for. */
export type Area = 'sign-in' | 'reach' | 'server' | 'permission' | 'capacity'

/** One thing that was looked at. */
export interface Finding {
  readonly area: Area
  readonly what: string
  /** Only `failed` stands in the way of a deployment. */
  readonly status: 'ok' | 'warning' | 'failed' | 'unknown'
  readonly detail: string
  readonly hint?: string
  /** A right: several on one thing are shown as one line while all is well. */
  readonly right?: { readonly verb: string; readonly on: string }
}

/** True when something stands in the way. */
export function isUnwell(findings: readonly Finding[]): boolean {
  return findings.some(({ status }) => status === 'failed')
}

const marks = { ok: 'ok', warning: 'note', failed: 'FAIL', unknown: '?' } as const
const titles: Readonly<Record<Area, string>> = {
  'sign-in': 'Sign-in',
  reach: 'Reaching the server',
  server: 'The server',
  permission: 'Permissions',
  capacity: 'Room in the cluster',
}

/** Findings as a table in sections, with what to do below each line that is not well. */
export function findingsAsText(findings: readonly Finding[]): string {
  const shown = joined(findings)
  const width = Math.max(0, ...shown.map(({ what }) => what.length))
  const sections = [...new Set(shown.map(({ area }) => area))].map((area) => {
    const lines = shown
      .filter((finding) => finding.area === area)
      .flatMap(({ status, what, detail, hint }) => [
        `  ${marks[status].padEnd(5)} ${what.padEnd(width)}  ${detail}`.trimEnd(),
        ...(hint === undefined || status === 'ok' ? [] : hint.split('\n').map((line) => `          ${line}`)),
      ])
    return [titles[area], ...lines].join('\n')
  })
  return `${sections.join('\n\n')}\n`
}

/** Rights that are there, by what they are on; everything else as it is. */
function joined(findings: readonly Finding[]): readonly Finding[] {
  const rows = new Map<string, Finding>()
  for (const finding of findings) {
    const { right, status, what } = finding
    if (right === undefined || status !== 'ok') {
      rows.set(`${rows.size} ${what}`, finding)
      continue
    }
    const verbs = rows.get(right.on)?.detail
    rows.set(right.on, {
      ...finding,
      what: right.on,
      detail: verbs === undefined ? right.verb : `${verbs}, ${right.verb}`,
    })
  }
  return [...rows.values()]
}
