import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { NODE_MARK, recordProcess } from '../../../src/local/node/process/strays.ts'
import { takeLock } from '../../../src/local/up/lock-file.ts'
import { writePrivate } from '../../../src/local/up/private-file.ts'
import { stateFolder } from '../../../src/local/up/state-folder.ts'

// Takes its folder, runs one program and serves nothing: what background.ts sees of a cluster, without the second that
// the whole of it takes to load. The real one is started by test/e2e/local-up.test.ts.
const folder = stateFolder(process.env['BODYWORK_LOCAL'] ?? '')
const lock = takeLock(folder.lock)
if ('holder' in lock) throw new Error('the folder is taken')
const env = { ...process.env, [NODE_MARK]: folder.path }
const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore', env })
recordProcess(folder.path, child.pid ?? 0)
const start: unknown = JSON.parse(readFileSync(folder.lock, 'utf8'))
writePrivate(folder.server, JSON.stringify({ ...Object(start), url: 'http://127.0.0.1:1', token: 'secret' }))
process.once('SIGTERM', () => {
  lock.release()
  process.exit(0)
})
