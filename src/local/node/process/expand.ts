/** Puts values for `$(NAME)`; unknown names stay as they are, and `$$` is a plain dollar. */
export function expand(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$(?:\$|\(([^()]*)\))/g, (all, name: string | undefined) =>
    name === undefined ? '$' : Object.hasOwn(values, name) ? (values[name] ?? all) : all,
  )
}
