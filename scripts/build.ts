// Builds dist/: tsc emits JavaScript, ncc bundles it, and every chunk is minified (ncc minifies only the first one).
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { minify } from 'terser'

const root = join(import.meta.dirname, '..')
const out = process.argv[2] ?? join(root, 'dist')
const bin = (name: string) => join(root, 'node_modules/.bin', name)

rmSync(join(root, 'build'), { recursive: true, force: true })
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
execFileSync(bin('tsc'), ['-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit', cwd: root })
// A folder without a type makes ncc write CommonJS, where a file names its folder in another way.
writeFileSync(join(root, 'build/package.json'), '{}')
const folderFile = join(root, 'build/entry/program-folder.js')
writeFileSync(folderFile, readFileSync(folderFile, 'utf8').replace('import.meta.dirname', '__dirname'))
// What an earlier build of other sources left behind must not decide how this one comes out.
execFileSync(
  bin('ncc'),
  [
    'build',
    join(root, 'build/main.js'),
    '-o',
    out,
    '--license',
    'licenses.txt',
    '--target',
    'es2024',
    '-q',
    '--no-cache',
  ],
  {
    stdio: 'inherit',
    cwd: root,
  },
)
for (const name of readdirSync(out)) {
  if (!/\.m?js$/.test(name)) continue
  const path = join(out, name)
  const code = readFileSync(path, 'utf8')
  const small = await minify(code, {
    module: false,
    toplevel: true,
    ecma: 2020,
    compress: { passes: 1 },
    mangle: true,
    format: { comments: false },
  })
  if (small.code === undefined) throw new Error(`terser gave nothing for ${name}`)
  const shebang = name === 'index.js' && !small.code.startsWith('#!') ? '#!/usr/bin/env node\n' : ''
  writeFileSync(path, `${shebang}${small.code}\n`)
}
rmSync(join(root, 'build'), { recursive: true, force: true })
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n')
