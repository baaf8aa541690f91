/** The oldest Node that everything here is made for: the one of the runners. */
const oldestNode = 24

/** What to tell somebody whose Node is too old; undefined when it is new enough. */
export function tooOldNode(version: string): string | undefined {
  if (Number(version.split('.')[0]) >= oldestNode) return undefined
  return [
    `error: bodywork needs Node ${oldestNode} or newer, and this is Node ${version}`,
    `  hint: "npx --package node@${oldestNode} --package bodywork-action bodywork" brings its own; so does a clone after "npm ci".`,
    '',
  ].join('\n')
}
