#!/usr/bin/env node
import { keepCompiledCode } from './entry/code-cache.ts'
import { tooOldNode } from './entry/node-version.ts'
import { issuesUrl, version } from './model/version.ts'

/** Picks a door: words on the command line, or no GitHub runner, mean the CLI; otherwise it is the action. */
async function main(): Promise<number> {
  const tooOld = tooOldNode(process.versions.node)
  if (tooOld !== undefined) {
    process.stderr.write(tooOld)
    return 2
  }
  const argv = process.argv.slice(2)
  const isAction = argv.length === 0 && process.env['GITHUB_ACTIONS'] === 'true'
  if (isAction) return (await import('./entry/action.ts')).runAction()
  keepCompiledCode(process.env, argv[0] ?? '')
  return (await import('./entry/cli.ts')).runCli(argv)
}

/** Our own mistakes end here, and only they: what, which version, where to report. */
function reportBug(error: unknown): number {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`bodywork ${version} met a bug of its own; please report it at ${issuesUrl}\n${stack}\n`)
  return 70
}

main()
  .catch(reportBug)
  .then((code) => {
    process.exitCode = code
  })
  .catch(reportBug)
