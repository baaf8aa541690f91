import { connect, type Socket } from 'node:net'

/** One kept connection that asks one thing after the other, and does as little as can be: what is measured is the server. */
export interface ThinClient {
  /** Resolves with the length of the answer's body; throws when it is no success. */
  ask(method: string, path: string, body?: string): Promise<number>
  close(): void
}

const END = Buffer.from('\r\n\r\n')

/** Connects to an HTTP server on loopback. */
export async function thinClient(url: string, token = ''): Promise<ThinClient> {
  const { port } = new URL(url)
  const socket: Socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const credentials = token === '' ? '' : `Authorization: Bearer ${token}\r\n`
  return {
    close: () => socket.destroy(),
    ask(method, path, body = '') {
      const length = Buffer.byteLength(body)
      const head = `${method} ${path} HTTP/1.1\r\nHost: local\r\n${credentials}Content-Type: application/json\r\n`
      socket.write(`${head}Content-Length: ${length}\r\n\r\n${body}`)
      return answerOf(socket, `${method} ${path}`)
    },
  }
}

/** Reads one answer whose length is said in its head. */
function answerOf(socket: Socket, what: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let seen = 0
    let wanted: number | undefined
    let start: Buffer = Buffer.alloc(0)
    const take = (bytes: Buffer) => {
      seen += bytes.length
      if (wanted === undefined) {
        start = start.length === 0 ? bytes : Buffer.concat([start, bytes])
        const end = start.indexOf(END)
        if (end < 0) return
        const head = start.toString('latin1', 0, end)
        const length = Number(/^content-length: (\d+)/im.exec(head)?.[1])
        if (!/^HTTP\/1\.1 20[01] /.test(head) || Number.isNaN(length)) reject(new Error(`${what}: ${head}`))
        wanted = end + END.length + length
      }
      if (seen < wanted) return
      socket.off('data', take)
      resolve(wanted)
    }
    socket.on('data', take)
  })
}
