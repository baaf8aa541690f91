// Rebuilds dist/ into a temporary folder and compares it with the committed one, byte for byte.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const committed = join(root, 'dist')
const rebuilt = mkdtempSync(join(tmpdir(), 'bodywork-dist-'))

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

try {
  execFileSync(process.execPath, [join(root, 'scripts/build.ts'), rebuilt], { stdio: 'inherit' })
  const names = new Set([...filesIn(committed), ...filesIn(rebuilt)])
  const different = [...names].filter((name) => {
    const [a, b] = [join(committed, name), join(rebuilt, name)]
    return !existsSync(a) || !existsSync(b) || !readFileSync(a).equals(readFileSync(b))
  })
  if (different.length > 0) {
    console.error(
      `dist/ is not what the source builds; run "npm run build" and commit it. Different: ${different.join(', ')}`,
    )
    process.exitCode = 1
  } else console.log(`dist/ is what the source builds: ${names.size} files compared`)
} finally {
  rmSync(rebuilt, { recursive: true, force: true })
}
