import { BlockList, isIP } from 'node:net'

type Env = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the environment names for a URL, read as kubectl and git read it: either spelling of the variables,
 * `NO_PROXY` with names, parts of names, addresses and networks, and never a proxy for this machine itself.
 */
export function proxyFor(url: URL, env: Env): string | undefined {
  const named = setting(env, url.protocol === 'http:' ? 'HTTP_PROXY' : 'HTTPS_PROXY')
  if (named === undefined) return undefined
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const port = url.port === '' ? (url.protocol === 'http:' ? '80' : '443') : url.port
  if (isThisMachine(host) || isExcepted(host, port, setting(env, 'NO_PROXY') ?? '')) return undefined
  return named.includes('://') ? named : `http://${named}`
}

/** What an agent of Node is given so that it uses that proxy, and no other, for every request. */
export function agentProxy(proxy: string | undefined): Readonly<Record<string, string>> {
  return proxy === undefined ? {} : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy }
}

function setting(env: Env, name: string): string | undefined {
  return [env[name], env[name.toLowerCase()]].find((value) => value !== undefined && value !== '')
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isIn(host, ['127.0.0.0/8', '::1']))
}

function isExcepted(host: string, port: string, exceptions: string): boolean {
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*' || isIn(host, [entry])) return true
      const [, name = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
      if (wantedPort !== undefined && wantedPort !== port) return false
      const plain = name.replace(/^\[|\]$/g, '').replace(/^\*\./, '.')
      return plain.startsWith('.') ? host.endsWith(plain) : host === plain || isBelow(host, plain)
    })
}

/** An address has no names below it. */
function isBelow(host: string, name: string): boolean {
  return name !== '' && isIP(host) === 0 && host.endsWith(`.${name}`)
}

/** True for an address in one of these networks, or equal to one of these addresses. */
function isIn(host: string, networks: readonly string[]): boolean {
  const version = isIP(host)
  if (version === 0) return false
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address)
    const size = Number(bits ?? (family === 4 ? 32 : 128))
    if (family === 0 || !Number.isInteger(size) || size < 0 || size > (family === 4 ? 32 : 128)) continue
    list.addSubnet(address, size, family === 4 ? 'ipv4' : 'ipv6')
  }
  return list.check(host, version === 4 ? 'ipv4' : 'ipv6')
}
