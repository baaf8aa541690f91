import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A package index with one package, that serves nobody without the password. */
export interface GuardedIndex {
  /** The index without a password, which has nothing. */
  readonly empty: string
  /** Its address, with a password. */
  address(password: string): string
  /** How often the package was fetched, and how often somebody was sent away. */
  readonly count: { served: number; refused: number }
  /** Words of processes that had the password in them while they asked. */
  readonly exposed: string[]
  close(): void
}

const wheel = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as z:
    z.writestr("houseware.py", "VERSION = '1.4'\\n")
    z.writestr("houseware-1.4.dist-info/METADATA", "Metadata-Version: 2.1\\nName: houseware\\nVersion: 1.4\\n")
    z.writestr("houseware-1.4.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    z.writestr("houseware-1.4.dist-info/RECORD", "")
`

/** Serves the package `houseware` on that address of this machine. */
export async function guardedIndex(host: string, password: string): Promise<GuardedIndex> {
  const name = 'houseware-1.4-py3-none-any.whl'
  const file = join(mkdtempSync(join(tmpdir(), 'index-')), name)
  execFileSync('python3', ['-c', wheel, file])
  const wanted = `Basic ${Buffer.from(`team:${password}`).toString('base64')}`
  const count = { served: 0, refused: 0 }
  const exposed: string[] = []
  const server = createServer((request, response) => {
    exposed.push(...processWords().filter((words) => words.includes(password)))
    if (request.url?.startsWith('/empty/') === true) return void response.writeHead(404).end()
    if (request.headers.authorization !== wanted) {
      count.refused++
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="packages"' }).end()
    }
    if (request.url?.endsWith('.whl') === true) {
      count.served++
      return void response.end(readFileSync(file))
    }
    response.setHeader('content-type', 'text/html')
    response.end(`<a href="/files/${name}">${name}</a>`)
  })
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  const at = `${host}:${typeof address === 'object' ? address?.port : ''}`
  return {
    empty: `http://${at}/empty/`,
    address: (given) => `http://team:${given}@${at}/simple/`,
    count,
    exposed,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Command lines of the processes of this machine. */
function processWords(): readonly string[] {
  return globSync('/proc/[0-9]*/cmdline').flatMap((path) => {
    try {
      return [readFileSync(path, 'utf8').replaceAll('\0', ' ')]
    } catch {
      return []
    }
  })
}
