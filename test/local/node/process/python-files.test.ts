import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inject, interpreterOn } from '../../../../src/local/node/process/injected.ts'
import { scratchFolder } from '../../../builders-process.ts'

const path = process.env['PATH'] ?? ''
const python = interpreterOn(path)

/** Runs Python with two mounts: `/data`, and `/fixed` that is read-only. */
function run(program: string): { readonly said: string; readonly folder: string } {
  const folder = scratchFolder()
  const injected = inject(folder, path, python)
  for (const name of ['data', 'fixed']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'fixed/known.txt'), 'known')
  const mounts = [
    ['/data', join(folder, 'data'), false],
    ['/fixed', join(folder, 'fixed'), true],
  ]
  const env = { PATH: path, PYTHONPATH: injected.python, BODYWORK_MOUNTS: JSON.stringify(mounts) }
  return { said: execFileSync(python ?? 'python3', ['-c', program], { env, encoding: 'utf8' }), folder }
}

test('paths that a program makes up itself lead to its mounts, however it opens them', () => {
  const { said, folder } = run(`
import glob, os, pathlib, shutil, tempfile
os.makedirs("/data/deep/er", exist_ok=True)
open("/data/a.txt", "w").write("a")
pathlib.Path("/data/deep/b.txt").write_text("b")
shutil.copy("/fixed/known.txt", "/data/deep")
os.rename("/data/a.txt", "/data/c.txt")
with tempfile.NamedTemporaryFile(dir="/data") as made:
    made.write(b"x")
with tempfile.TemporaryDirectory(dir="/data") as made:
    shutil.copytree("/data/deep", made + "/copy")
    shutil.rmtree("/data/deep/er")
print(sorted(os.listdir("/data")), os.path.isdir("/data/deep"), os.path.exists("/data/deep/er"))
print(sorted(glob.glob("/data/**/*.txt", recursive=True)), open(file="/fixed/known.txt").read())
print(os.path.exists("/database"), [name for _, _, names in os.walk("/data/deep") for name in sorted(names)])
`)
  expect(said.split('\n')).toEqual([
    "['c.txt', 'deep'] True False",
    "['/data/c.txt', '/data/deep/b.txt', '/data/deep/known.txt'] known",
    "False ['b.txt', 'known.txt']",
    '',
  ])
  expect(readFileSync(join(folder, 'data/c.txt'), 'utf8')).toBe('a')
})

test('a link may lead to what is read-only, and may not be made there', () => {
  const { said } = run(`
import errno, os
os.symlink("/fixed/known.txt", "/data/link")
os.link(src="/fixed/known.txt", dst="/data/second")
print(open("/data/link").read(), open("/data/second").read())
for make in (os.symlink, os.link):
    try:
        make("/data/link", "/fixed/link")
    except OSError as error:
        print(errno.errorcode[error.errno])
`)
  expect(said).toBe('known known\nEROFS\nEROFS\n')
})

test('what is read-only is not written to, by whatever path', () => {
  const { said } = run(`
import errno, os, pathlib
real = os.path.join(os.path.dirname(os.environ["PYTHONPATH"]), "fixed", "new.txt")
for act in (
    lambda: open("/fixed/new.txt", "w"),
    lambda: open(real, mode="a"),
    lambda: os.open("/fixed/new.txt", os.O_CREAT | os.O_WRONLY),
    lambda: pathlib.Path("/fixed/known.txt").unlink(),
    lambda: os.rename("/fixed/known.txt", "/data/known.txt"),
):
    try:
        act()
        print("done")
    except OSError as error:
        print(errno.errorcode[error.errno], end=" ")
print(os.listdir("/fixed"))
`)
  expect(said).toBe("EROFS EROFS EROFS EROFS EROFS ['known.txt']\n")
})
