/** Programs of images that are not from Python's or a shell's world, by image with or without its tag. */
export type ImageMap = Readonly<Record<string, readonly string[]>>

/** How a container of an image starts on this machine, or why it cannot. */
export type Start =
  | {
      readonly kind: 'argv'
      /** First words that are of this machine already; absent for none. */
      readonly own?: readonly string[]
      readonly argv: readonly string[]
    }
  | { readonly kind: 'refused'; readonly why: string }

const PYTHON = /(^|\/)(python|pypy|bodywork-core)([:@-]|$)/
const SHELL = /(^|\/)(busybox|alpine|bash|debian|ubuntu)([:@-]|$)/

/**
 * The words to start. Every image runs on this machine: its own files do not exist here. So a `command` runs as it is;
 * without one, images of Python and of shells take the arguments for their command, as the real ones do; for any other
 * the map has to say what it would start.
 */
export function startOfImage(image: string, command: readonly string[], args: readonly string[], map: ImageMap): Start {
  const mapped = map[image] ?? map[untagged(image)]
  if (command.length > 0) return { kind: 'argv', argv: [...command, ...args] }
  if (mapped !== undefined) return { kind: 'argv', own: mapped, argv: args }
  if (PYTHON.test(image)) return { kind: 'argv', argv: args.length > 0 ? args : ['python3'] }
  if (SHELL.test(image)) return { kind: 'argv', argv: args.length > 0 ? args : ['sh'] }
  const entry = `"${untagged(image)}": ["python3", "path/to/program.py"]`
  return {
    kind: 'refused',
    why: `the local cluster runs programs of this machine and cannot look into the image ${image}, so it does not know what to start: give the container a command, or add an entry such as ${entry} to images.json in the folder of the local cluster`,
  }
}

function untagged(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]+$/, '')
}
