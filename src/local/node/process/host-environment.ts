import { existsSync } from 'node:fs'
import { join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

const PASSED =
  /^(LANG|LC_.*|TZ|(HTTP|HTTPS|NO|ALL)_PROXY|(http|https|no|all)_proxy|PIP_.*|UV_.*|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NODE_EXTRA_CA_CERTS|LD_LIBRARY_PATH|CUDA_.*|NVIDIA_.*|SystemRoot)$/
const UNPROXIED = ['localhost', '127.0.0.1', '127.0.0.0/8', '.svc', '.svc.cluster.local']

/**
 * What a container gets of this machine's environment: how to reach the network and packages, language and time zone.
 * Everything else stays outside, so that a pipeline cannot come to depend on a variable of one laptop.
 */
export function hostEnvironment(env: Env): Record<string, string> {
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) if (value !== undefined && PASSED.test(name)) passed[name] = value
  const proxies = [passed['NO_PROXY'] ?? passed['no_proxy'] ?? '', ...UNPROXIED].filter(Boolean).join(',')
  return { ...passed, ...packageSettings(env), NO_PROXY: proxies, no_proxy: proxies }
}

// Containers have a home of their own, but packages that were downloaded once serve them all.
function packageSettings(env: Env): Record<string, string> {
  const home = env['HOME'] ?? ''
  if (home === '') return {}
  const configs = [join(home, '.config/pip/pip.conf'), join(home, '.pip/pip.conf')]
  const config = env['PIP_CONFIG_FILE'] ?? configs.find((path) => existsSync(path))
  return {
    PIP_CACHE_DIR: env['PIP_CACHE_DIR'] ?? join(env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'pip'),
    ...(config === undefined ? {} : { PIP_CONFIG_FILE: config }),
  }
}
