/** One `${NAME}` in a text. */
export interface Placeholder {
  readonly name: string
  readonly offset: number
}

const pattern = /\$\$\{(?!outputs\.)|(?<!\$)\$\{([A-Za-z_][A-Za-z0-9_.-]*)\}/g

/** Outputs are filled in later than all else, so their escape is kept until then. */
const latePattern = /\$\$\{(?=outputs\.)|(?<!\$)\$\{(outputs\.[A-Za-z0-9_.-]+)\}/g

/** Every `${NAME}` of a text in reading order; `$${NAME}` is none. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  return [...text.matchAll(pattern)].flatMap(({ 1: name, index }) =>
    name === undefined ? [] : [{ name, offset: index }],
  )
}

/** The name when the whole text is one `${NAME}`. */
export function wholePlaceholder(text: string): string | undefined {
  return /^\$\{([A-Za-z_][A-Za-z0-9_.-]*)\}$/.exec(text)?.[1]
}

/** A text with its placeholders filled in; those without a value stay as they are, and `$${` becomes `${`. */
export function substituted(text: string, find: (name: string) => string | undefined): string {
  return text.replaceAll(pattern, (whole: string, name: string | undefined) =>
    name === undefined ? '${' : (find(name) ?? whole),
  )
}

/** The same for outputs of stages: every text anywhere in a value; a text that is only `${=NAME}` becomes what it means. */
export function withOutputs<T>(value: T, find: (name: string) => string): T
export function withOutputs(value: unknown, find: (name: string) => string): unknown {
  if (typeof value === 'string') {
    const bare = /^\$\{=(outputs\.[A-Za-z0-9_.-]+)\}$/.exec(value)?.[1]
    if (bare !== undefined) return meaningOf(find(bare))
    if (!value.includes('{outputs.')) return value
    return value.replaceAll(latePattern, (_, name: string | undefined) => (name === undefined ? '${' : find(name)))
  }
  if (Array.isArray(value)) return value.map((item) => withOutputs(item, find))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withOutputs(item, find)]))
}

/** A number or boolean when the text is one. */
function meaningOf(text: string): string | number | boolean {
  if (/^(?:true|false)$/.test(text)) return text === 'true'
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : text
}

/** Stage and key of `outputs.STAGE.KEY`. */
export function outputNamed(name: string): { readonly stage: string; readonly key: string } | undefined {
  const match = /^outputs\.([^.]+)\.(.+)$/.exec(name)
  return match === null ? undefined : { stage: match[1] ?? '', key: match[2] ?? '' }
}

/** Every `outputs.STAGE.KEY` that texts anywhere in a value ask for. */
export function outputsWanted(value: unknown): readonly string[] {
  if (typeof value === 'string')
    return placeholdersIn(value.replace('${=', '${')).flatMap(({ name }) =>
      outputNamed(name) === undefined ? [] : [name],
    )
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(outputsWanted)
}
