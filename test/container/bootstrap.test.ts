import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { untar } from '../../src/source/untar.ts'
import { type Container, containerOf, type TarEntry, tarGz } from '../builders-container.ts'

const python = (path: string, args: readonly string[] = []) => ({
  BODYWORK_PROGRAM: JSON.stringify({ kind: 'python', path, args }),
})
const command = (...parts: string[]) => ({ BODYWORK_PROGRAM: JSON.stringify({ kind: 'command', command: parts }) })
const withScript = (text: string, more: readonly TarEntry[] = []): Container =>
  containerOf([{ name: 'stage/main.py', text }, ...more])

async function firstLine(child: import('node:child_process').ChildProcess): Promise<string> {
  return new Promise((resolve) => child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())))
}

function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('Z') === false
  } catch {
    return false
  }
}

describe('source', () => {
  test('pieces are joined, verified and unpacked with their modes and inner links', async () => {
    const container = containerOf(
      [
        { name: 'a/b.txt', text: 'b'.repeat(3000) },
        { name: 'run.sh', text: '#!/bin/sh\n', mode: 0o755 },
        { name: 'a/link', kind: 'link', target: '../run.sh' },
      ],
      { pieces: 3 },
    )
    const { code } = await container.run('setup')
    expect(code).toBe(0)
    expect(readFileSync(join(container.root, 'work/src/a/b.txt'), 'utf8')).toHaveLength(3000)
    expect(statSync(join(container.root, 'work/src/a/link')).mode & 0o111).toBe(0o111)
  })

  test('an image that keeps the folder of a program off the path changes nothing', async () => {
    const { code, out } = await withScript('print(1)').run('run', { PYTHONSAFEPATH: '1', ...python('stage/main.py') })
    expect([code, out]).toEqual([0, '1\n'])
  })

  test('a changed byte is refused', async () => {
    const { code, err } = await withScript('').run('setup', { BODYWORK_SOURCE_SHA256: 'f'.repeat(64) })
    expect(code).toBe(1)
    expect(err).toContain('the source is damaged')
  })

  const hostile: readonly [string, readonly TarEntry[]][] = [
    ['a parent path', [{ name: '../x', text: 'x' }]],
    ['a parent path further in', [{ name: 'a/../../x', text: 'x' }]],
    ['an absolute path', [{ name: '/tmp/x', text: 'x' }]],
    ['a link to an absolute path', [{ name: 'x', kind: 'link', target: '/etc/passwd' }]],
    ['a link out of the tree', [{ name: 'x', kind: 'link', target: '../../x' }]],
    [
      'links that lead out together',
      [
        { name: 'a', kind: 'link', target: 'b/..' },
        { name: 'b', kind: 'link', target: '.' },
      ],
    ],
    [
      'a file written through a link',
      [
        { name: 'a', kind: 'link', target: '..' },
        { name: 'a/x', text: 'x' },
      ],
    ],
    ['a device', [{ name: 'x', kind: 'device' }]],
    ['a hard link', [{ name: 'x', kind: 'hard-link', target: '/etc/passwd' }]],
  ]
  test.each(hostile)('%s is refused', async (_name, entries) => {
    const container = containerOf(entries)
    const { code, err, message } = await container.run('setup')
    expect(code).toBe(1)
    expect(err).toMatch(/^bodywork: /)
    expect(message?.error).not.toBe('')
    expect(existsSync(join(container.root, 'work/x'))).toBe(false)
    expect(existsSync(join(container.root, 'x'))).toBe(false)
  })
})

describe('run', () => {
  test('a module runs in its folder, with the root importable, its arguments and a home', async () => {
    const container = withScript(
      'import sys, os, lib.helper\nprint(os.getcwd(), sys.argv[1:], lib.helper.x, os.environ["HOME"])',
      [{ name: 'lib/helper.py', text: 'x = 7' }],
    )
    const { code, out } = await container.run('run', python('stage/main.py', ['--a', 'b c']))
    expect(out).toBe(`${container.root}/work/src/stage ['--a', 'b c'] 7 ${container.root}/work/home\n`)
    expect(code).toBe(0)
  })

  test('the exit code is kept, and the last error line is left', async () => {
    const { code, message } = await withScript(
      'import sys\ntry:\n  raise ValueError("no rows")\nfinally:\n  sys.stderr.write("Traceback\\n")',
    ).run('run', python('stage/main.py'))
    expect(code).toBe(1)
    expect(message).toEqual({ outputs: {}, error: 'ValueError: no rows' })
  })

  test('death by a signal is 128 and its number', async () => {
    const { code } = await withScript('').run('run', command('sh', '-c', 'kill -9 $$'))
    expect(code).toBe(137)
  })

  test('a command runs at the root, or in the working directory', async () => {
    const container = withScript('')
    const asked = { ...command('sh', '-c', 'pwd'), BODYWORK_WORKING_DIRECTORY: 'stage' }
    expect((await container.run('run', command('sh', '-c', 'pwd'))).out.trim()).toBe(join(container.root, 'work/src'))
    expect((await container.run('run', asked)).out.trim()).toBe(join(container.root, 'work/src/stage'))
  })

  test('what cannot be started is said in one line, with its own code', async () => {
    const missing = await withScript('').run('run', python('stage/mian.py'))
    expect([missing.code, missing.err]).toEqual([125, 'bodywork: stage/mian.py is not in the source\n'])
    const unknown = await withScript('').run('run', command('no-such-program'))
    expect(unknown.message?.error).toBe("the program 'no-such-program' is not on PATH")
  })

  test('a line of 10 MB passes on both streams', async () => {
    const { out, err } = await withScript(
      'import sys\nsys.stdout.write("o" * 10**7)\nsys.stderr.write("e" * 10**7)',
    ).run('run', python('stage/main.py'))
    expect([out.length, err.length]).toEqual([10 ** 7, 10 ** 7])
  })
})

describe('ending', () => {
  test('SIGTERM reaches the program, whose own exit code counts', async () => {
    const { child, ended } = withScript(
      'import signal, sys, time\nsignal.signal(15, lambda *_: sys.exit(7))\nprint("up")\ntime.sleep(60)',
    ).start('run', python('stage/main.py'))
    await firstLine(child)
    child.kill('SIGTERM')
    expect((await ended).code).toBe(7)
  })

  test('a program that ignores SIGTERM is killed with its children after the grace', async () => {
    const { child, ended } = withScript('').start('run', {
      ...command('sh', '-c', 'trap "" TERM; setsid sleep 300 & echo $!; sleep 300; sleep 300'),
      BODYWORK_GRACE: '0.2',
    })
    const grandchild = Number(await firstLine(child))
    expect(isAlive(grandchild)).toBe(true)
    child.kill('SIGTERM')
    expect((await ended).code).toBe(137)
    expect(isAlive(grandchild)).toBe(false)
  })

  test('the time limit ends the whole group and says so', async () => {
    const { code, err, message } = await withScript('').run('run', {
      ...command('sh', '-c', 'sleep 300 & sleep 300'),
      BODYWORK_TIME_LIMIT: '0.3',
      BODYWORK_GRACE: '0.2',
    })
    expect(code).toBe(124)
    expect(err).toContain('bodywork: time limit of 0.3 s reached')
    expect(message?.error).toBe('time limit of 0.3 s reached')
  })

  test('a killed bootstrap takes its program along', { skip: process.platform !== 'linux' }, async () => {
    const { child, ended } = withScript('').start('run', command('sh', '-c', 'echo $$; exec sleep 300'))
    const program = Number(await firstLine(child))
    child.kill('SIGKILL')
    await ended
    await expect.poll(() => isAlive(program)).toBe(false)
  })
})

describe('outputs', () => {
  const writing = (text: string) =>
    withScript(`import os\nopen(os.environ["BODYWORK_OUTPUT"], "w").write(${JSON.stringify(text)})`).run(
      'run',
      python('stage/main.py'),
    )

  test('pairs and blocks reach the termination message', async () => {
    const { message } = await writing('accuracy=0.9\nnote<<END\none\ntwo=2\nEND\n\nempty=\nlast=a=b')
    expect(message).toEqual({ outputs: { accuracy: '0.9', note: 'one\ntwo=2', empty: '', last: 'a=b' }, error: '' })
  })

  test('a line that is neither is named by its number', async () => {
    const { code, message, err } = await writing('a=1\nwhat is this\n')
    expect(code).toBe(0)
    expect(message?.outputs).toEqual({ a: '1' })
    expect(err).toContain('line 2 of BODYWORK_OUTPUT')
  })

  test('a block without its end is named', async () => {
    expect((await writing('a<<END\n1\n')).message?.error).toContain('line 1')
  })

  test('an output beyond 4 KB is lost loudly, the others are kept', async () => {
    const { message, err } = await writing(`model=${'m'.repeat(5000)}\naccuracy=0.9\n`)
    expect(message?.outputs).toEqual({ accuracy: '0.9' })
    expect(err).toContain('OUTPUT LOST: model')
  })
})

describe('setup', () => {
  const wheelName = 'greeter-1.0-py3-none-any.whl'
  /** A folder with one wheel, made by the Python at hand; it brings a module and a console script. */
  const wheel = (python3: string) => `
import zipfile
with zipfile.ZipFile(${JSON.stringify(python3)}, "w") as z:
  z.writestr("greeter.py", "def main():\\n  print('hello from the script')\\n")
  z.writestr("greeter-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: greeter\\nVersion: 1.0\\n")
  z.writestr("greeter-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
  z.writestr("greeter-1.0.dist-info/entry_points.txt", "[console_scripts]\\ngreet = greeter:main\\n")
  z.writestr("greeter-1.0.dist-info/RECORD", "")
`
  const offline = { PIP_NO_INDEX: '1', PIP_CONFIG_FILE: '/dev/null' }

  async function withWheel(): Promise<{ container: Container; env: Record<string, string> }> {
    const container = withScript('import greeter\ngreeter.main()')
    const folder = mkdtempSync(join(tmpdir(), 'wheels-'))
    const made = await container.run('run', command('python3', '-c', wheel(join(folder, wheelName))))
    expect(made.err).toBe('')
    return { container, env: { ...offline, PIP_FIND_LINKS: folder, BODYWORK_REQUIREMENTS: '["greeter==1.0"]' } }
  }

  test('requirements are importable, their scripts are on PATH, and a cache serves the second start', async () => {
    const { container, env } = await withWheel()
    const cache = { ...env, BODYWORK_CACHE: join(container.root, 'cache') }
    const setup = await container.run('setup', cache)
    expect(setup.code, setup.err).toBe(0)
    expect(setup.out).toContain('Successfully installed greeter-1.0')
    const lock = /bodywork: installed (1 package, lock [0-9a-f]{12})/.exec(setup.err)?.[1]
    expect(lock).toBeDefined()
    expect((await container.run('run', python('stage/main.py'))).out).toBe('hello from the script\n')
    expect((await container.run('run', command('greet'))).out).toBe('hello from the script\n')
    const again = await container.run('setup', cache)
    expect(again.err).toMatch(new RegExp(`requirements are installed already.*: ${lock}`))
    expect(again.out).toBe('')
  })

  test('hashes and options work in lists too', async () => {
    const { container, env } = await withWheel()
    const list = [`greeter==1.0 --hash=sha256:${'0'.repeat(64)}`, '--no-index']
    const { message } = await container.run('setup', { ...env, BODYWORK_REQUIREMENTS: JSON.stringify(list) })
    expect(message?.error).toContain("a package's hash is not the one that is pinned")
  })

  test('a version that does not exist is named', async () => {
    const { code, message } = await withScript('').run('setup', {
      ...offline,
      BODYWORK_REQUIREMENTS: '["no-such-package==1"]',
    })
    expect(code).toBe(1)
    expect(message?.error).toMatch(/^requirements were not installed: no such version: .*\(no-such-package==1\)$/)
  })

  test('a version that does not exist is told at its line of the file', async () => {
    const list = { name: 'stage/requirements.txt', text: '# what we need\nNo_Such.Package==1  # typo\n' }
    const { err, message } = await withScript('', [list]).run('setup', {
      ...offline,
      BODYWORK_REQUIREMENTS_FILE: 'stage/requirements.txt',
    })
    expect(err).toContain('bodywork: stage/requirements.txt:2: No_Such.Package==1 was not installed: no such version')
    expect(message?.error).toMatch(/^requirements were not installed: no such version/)
  })

  test('an index that cannot be reached is named, not taken for a missing version', async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      }),
    )
    await new Promise((resolve) => server.close(resolve))
    const { message } = await withScript('').run('setup', {
      PIP_CONFIG_FILE: '/dev/null',
      PIP_INDEX_URL: `http://127.0.0.1:${port}/simple`,
      PIP_RETRIES: '1',
      BODYWORK_REQUIREMENTS: '["greeter"]',
    })
    expect(message?.error).toContain('no network')
  })

  test('an extra index that refuses the password is named, not taken for a missing version', async () => {
    const server = createHttpServer((_request, response) => void response.writeHead(401).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const at = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const { message, out, err } = await withScript('').run('setup', {
      PIP_CONFIG_FILE: '/dev/null',
      PIP_INDEX_URL: `http://${at}/simple`,
      PIP_EXTRA_INDEX_URL: `http://team:pw-secret@${at}/simple`,
      BODYWORK_REQUIREMENTS: '["greeter"]',
    })
    server.close()
    expect(message?.error).toContain('the package index refused access: check the credentials')
    expect(out + err + JSON.stringify(message)).not.toContain('pw-secret')
  })

  test('a requirements file that is not in the source is named', async () => {
    const { err } = await withScript('').run('setup', { BODYWORK_REQUIREMENTS_FILE: 'req.txt' })
    expect(err).toMatch(/No such file.*req\.txt/)
  })
})

describe('artifacts', () => {
  const keep = (value: object) => ({ ...python('stage/main.py'), BODYWORK_KEEP: JSON.stringify(value) })
  const script = "import os; os.mkdir('model'); open('model/a', 'w').write('a'); open('b.csv', 'w').write('b')"
  const line = /^bodywork-kept artifacts 1\/1 ([0-9a-f]{64}) (\S+)$/m

  test('files and folders go out through the log, in the same bytes for the same files', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => withScript(script).run('run', keep({ paths: ['model/', '*.csv'] }))),
    )
    const [, sha256 = '', base64 = ''] = line.exec(first?.out ?? '') ?? []
    const archive = Buffer.from(base64, 'base64')
    expect(createHash('sha256').update(archive).digest('hex')).toBe(sha256)
    expect(untar(gunzipSync(archive)).map(({ path }) => path)).toEqual(['b.csv', 'model/a'])
    expect(first?.message?.outputs['artifacts']).toBe(`packed:${sha256}:${archive.length}`)
    expect(second?.out).toBe(first?.out)
  })

  test('a path that nothing matches fails the stage', async () => {
    const { code, message } = await withScript('pass').run('run', keep({ paths: ['model.pkl'] }))
    expect(code).toBe(1)
    expect(message?.error).toContain("there is no artifact 'model.pkl' in ")
  })

  test('more than the API takes is refused, and the way out is named', async () => {
    const large = "import os; open('a', 'wb').write(os.urandom(5 << 20))"
    const { code, out, message } = await withScript(large).run('run', keep({ paths: ['a'] }))
    expect([code, out]).toEqual([1, ''])
    expect(message?.error).toMatch(/artifacts of 5\.0 MiB do not go through the API .* pvc: NAME/)
  })

  test('a program that fails keeps nothing', async () => {
    const { code, out } = await withScript(`${script}; raise SystemExit(3)`).run('run', keep({ paths: ['model/'] }))
    expect([code, out]).toEqual([3, ''])
  })

  test('in a claim they lie in a folder named by what they are, and later stages find them there', async () => {
    const container = withScript(script)
    const { message } = await container.run('run', keep({ paths: ['model/'], folder: 'bodywork/iris/train' }))
    const [, sha256 = ''] = /^claim:([0-9a-f]{64}):1$/.exec(message?.outputs['artifacts'] ?? '') ?? []
    const folder = `bodywork/iris/train/${sha256}`
    const next = withScript("import os; print(open(os.environ['BODYWORK_ARTIFACTS'] + '/train/model/a').read())")
    mkdirSync(join(next.root, 'given'))
    symlinkSync(join(container.root, 'kept'), join(next.root, 'given/0'))
    const given = { ...python('stage/main.py'), BODYWORK_GIVEN: JSON.stringify([{ stage: 'train', folder }]) }
    expect(await next.run('run', given)).toMatchObject({ code: 0, out: 'a\n' })
    const gone = [{ stage: 'train', folder: `${folder}x` }]
    const { code, message: said } = await withScript('').run('run', { ...given, BODYWORK_GIVEN: JSON.stringify(gone) })
    expect([code, said?.error]).toEqual([125, expect.stringContaining('are not in the volume any more')])
  })

  test('pieces are put together for the stages after', async () => {
    const archive = tarGz([{ name: 'model/a', text: 'weights' }])
    const container = withScript("import os; print(open(os.environ['BODYWORK_ARTIFACTS'] + '/train/model/a').read())")
    for (const [index, piece] of [archive.subarray(0, 50), archive.subarray(50)].entries()) {
      mkdirSync(join(container.root, 'given/0', String(index)), { recursive: true })
      writeFileSync(join(container.root, 'given/0', String(index), 'piece'), piece)
    }
    const given = (sha256: string) => ({
      ...python('stage/main.py'),
      BODYWORK_GIVEN: JSON.stringify([{ stage: 'train', sha256, pieces: 2 }]),
    })
    expect((await container.run('run', given('0'.repeat(64)))).message?.error).toContain('are damaged')
    const sha256 = createHash('sha256').update(archive).digest('hex')
    expect(await container.run('run', given(sha256))).toMatchObject({ code: 0, out: 'weights\n' })
  })

  test('those of a matrix lie in a folder for each combination', async () => {
    const text = `import os; top = os.environ['BODYWORK_ARTIFACTS'] + '/train/'
print([open(top + name + '/model/a').read() for name in sorted(os.listdir(top))])`
    const container = withScript(text)
    const elements = ['one', 'two'].map((weights, index) => {
      const archive = tarGz([{ name: 'model/a', text: weights }])
      mkdirSync(join(container.root, `given/0/${index}/0`), { recursive: true })
      writeFileSync(join(container.root, `given/0/${index}/0/piece`), archive)
      return { sha256: createHash('sha256').update(archive).digest('hex'), pieces: 1 }
    })
    mkdirSync(join(container.root, 'given/0/of-claim/model'), { recursive: true })
    writeFileSync(join(container.root, 'given/0/of-claim/model/a'), 'three')
    const given = [{ stage: 'train', elements: [...elements, { folder: 'of-claim' }] }]
    const env = { ...python('stage/main.py'), BODYWORK_GIVEN: JSON.stringify(given) }
    expect((await container.run('run', env)).out).toBe("['one', 'two', 'three']\n")
  })
})

describe('notebook', () => {
  test('without nbclient the reason is said', async () => {
    const container = containerOf([
      { name: 'a.ipynb', text: '{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}' },
    ])
    const { code, err } = await container.run('run', {
      BODYWORK_PROGRAM: '{"kind":"notebook","path":"a.ipynb"}',
      PYTHONNOUSERSITE: '1',
    })
    expect(code).toBe(1)
    expect(err).toContain('a.ipynb needs nbclient and ipykernel')
  })
})
