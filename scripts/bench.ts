// Runs the benchmarks on compiled code: what Node.js does to sources while it loads them is no part of what is shipped.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const run = (words: readonly string[]): number =>
  spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status ?? 1

process.exitCode =
  run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.bench.json']) ||
  run([join(root, 'build/bench/bench/main.js'), ...process.argv.slice(2)])
