import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether there is an openssl to make certificates with. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** A certificate for those hosts that is its own authority; `path` is for NODE_EXTRA_CA_CERTS. */
export function ownCertificate(folder: string, hosts: readonly string[]) {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const names = hosts.map((host) => `DNS:${host}`).join(',')
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=fakes']
  execFileSync('openssl', [...request, '-addext', `subjectAltName=${names}`, '-keyout', key, '-out', cert], {
    stdio: 'pipe',
  })
  return { path: cert, key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}
