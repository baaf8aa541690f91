import { paint, type Style } from './color.ts'

const stageColors: readonly Style[] = ['cyan', 'magenta', 'blue', 'green', 'yellow']

/** What stands before each line: the stage in a colour of its own, or `bodywork`. */
export function stagePrefix(color: boolean): (stage: string | undefined) => string {
  const prefixes = new Map<string, string>()
  const made = (stage: string | undefined): string => {
    if (!color) return `${stage ?? 'bodywork'} | `
    if (stage === undefined) return `${paint('bodywork', 'bold')} | `
    return `${paint(stage, stageColors[prefixes.size % stageColors.length] ?? 'cyan')} | `
  }
  return (stage) => {
    const known = prefixes.get(stage ?? '')
    if (known !== undefined) return known
    const prefix = made(stage)
    if (stage !== undefined) prefixes.set(stage, prefix)
    return prefix
  }
}
