import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A headless Chromium that draws pages of this machine. */
export interface Browser {
  /** The whole page as PNG, after an expression of it has become true. */
  picture(url: string, scheme: 'light' | 'dark', width: number, isReady: string): Promise<Buffer>
  close(): Promise<void>
}

type Call = (method: string, params?: object) => Promise<Record<string, unknown>>

const longestWaitMs = 30_000

/** Starts the `chromium` on PATH with a profile in `folder`. */
export async function openBrowser(folder: string): Promise<Browser> {
  const profile = join(folder, 'profile')
  const child = spawn(
    'chromium',
    [
      '--headless=new',
      '--disable-gpu',
      '--hide-scrollbars',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      'about:blank',
    ],
    { stdio: 'ignore' },
  )
  const call = await connected(await debuggerUrl(profile))
  return {
    picture: (url, scheme, width, isReady) => drawn(call, url, { scheme, width, isReady }),
    close: () => ended(child),
  }
}

async function debuggerUrl(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort')
  await until(() => Promise.resolve(existsSync(file) && readFileSync(file, 'utf8').includes('\n')), 'Chromium')
  const [port = ''] = readFileSync(file, 'utf8').split('\n')
  const targets: unknown = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()
  const page = Array.isArray(targets) ? targets.find(({ type }) => type === 'page') : undefined
  if (page === undefined) throw new Error('Chromium shows no page')
  return page.webSocketDebuggerUrl
}

async function connected(url: string): Promise<Call> {
  const socket = new WebSocket(url)
  const waiting = new Map<number, (answer: Record<string, unknown>) => void>()
  let last = 0
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data))
    if (error !== undefined) throw new Error(JSON.stringify(error))
    waiting.get(id)?.(result)
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  return (method, params = {}) =>
    new Promise((resolve) => {
      last += 1
      waiting.set(last, resolve)
      socket.send(JSON.stringify({ id: last, method, params }))
    })
}

async function drawn(
  call: Call,
  url: string,
  look: { readonly scheme: string; readonly width: number; readonly isReady: string },
): Promise<Buffer> {
  const size = { width: look.width, height: 800, deviceScaleFactor: 1, mobile: false }
  await call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: look.scheme }] })
  await call('Emulation.setDeviceMetricsOverride', size)
  await call('Page.navigate', { url })
  await until(async () => (await evaluated(call, `location.href === '${url}' && (${look.isReady})`)) === true, url)
  const height = Number(await evaluated(call, 'document.documentElement.getBoundingClientRect().height + 32'))
  await call('Emulation.setDeviceMetricsOverride', { ...size, height: Math.ceil(height) })
  const { data } = await call('Page.captureScreenshot', { format: 'png' })
  return Buffer.from(String(data), 'base64')
}

async function evaluated(call: Call, expression: string): Promise<unknown> {
  const { result } = await call('Runtime.evaluate', { expression, returnByValue: true })
  return typeof result === 'object' && result !== null ? Reflect.get(result, 'value') : undefined
}

async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + longestWaitMs; !(await isTrue()); await wait(100))
    if (Date.now() > end) throw new Error(`${what} was not ready in ${longestWaitMs / 1000} s`)
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve())
    child.kill()
  })
}
