/** The value of the first of those options that is given, as `--name value` or `--name=value`. */
export function optionOf(args: readonly string[], ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const index = args.indexOf(name)
    if (index >= 0) return args[index + 1]
    const joined = args.find((arg) => arg.startsWith(`${name}=`))
    if (joined !== undefined) return joined.slice(name.length + 1)
  }
  return undefined
}
