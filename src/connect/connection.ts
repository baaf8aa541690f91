import type { CloudCluster } from './cloud-ports.ts'
import type { Impersonation } from './impersonation.ts'

/** A certificate and its key, PEM. */
export interface ClientCertificate {
  readonly cert: string
  readonly key: string
}

/** What proves who we are, for one request. */
export interface Credentials {
  readonly token?: string
  /** Milliseconds since the epoch; undefined means that nobody knows. */
  readonly expiresAt?: number
  readonly clientCertificate?: ClientCertificate
}

/** How to reach one API server, and as whom. */
export interface Connection {
  /** URL, with a path where a gateway stands in front. */
  readonly server: string
  /** The same for programs that are given a kubeconfig: most of them send no token where there is no TLS. */
  readonly serverForPrograms?: string
  /** PEM; undefined means the public authorities. */
  readonly ca?: string
  readonly tlsServerName?: string
  readonly insecureSkipTlsVerify?: boolean
  readonly proxyUrl?: string
  readonly clientCertificate?: ClientCertificate
  /** Whom every request acts as, and the headers that say so. */
  readonly impersonation?: Impersonation
  readonly headers?: Readonly<Record<string, readonly string[]>>
  /** Namespace the source of this connection names as its own. */
  readonly namespace?: string
  /** Asked for every request; `forceRenew` after the server refused what it gave before. */
  credentials(forceRenew?: boolean): Promise<Credentials>
  /** Where and as whom, without secrets. */
  describe(): string
  /** Who the cloud says we are and what lets that identity in, for when the cluster refuses us. */
  caller?(): Promise<string | undefined>
}

/** Anything that tells the time. */
export interface Now {
  now(): number
}

/**
 * Credentials that are made anew when four fifths of their life are over, once for all who ask meanwhile. Until they
 * all but lapse the old ones are handed out, so that a hiccup of the issuer hurts nobody.
 */
export function renewing(mint: () => Promise<Credentials>, clock: Now): Connection['credentials'] {
  let current: ({ readonly credentials: Credentials } & Times) | undefined
  let running: Promise<Credentials> | undefined
  const renew = (): Promise<Credentials> => {
    running ??= mint()
      .then((credentials) => {
        current = { credentials, ...timesOf(credentials, clock.now()) }
        return credentials
      })
      .finally(() => {
        running = undefined
      })
    return running
  }
  return (forceRenew = false) => {
    const now = clock.now()
    if (forceRenew || current === undefined) return renew()
    const { credentials, renewAt, lateAt } = current
    if (now < renewAt) return Promise.resolve(credentials)
    const renewed = renew()
    if (now >= (credentials.expiresAt ?? 0)) return renewed
    if (now > lateAt) return renewed.catch(() => credentials)
    renewed.catch(() => undefined)
    return Promise.resolve(credentials)
  }
}

/** When credentials are made anew, and from when on they could lapse on their way to the server. */
interface Times {
  readonly renewAt: number
  readonly lateAt: number
}

const longestWayMs = 2000

/** A fifth of the life is left at the renewal: time to try more than once. */
function timesOf({ expiresAt = Number.POSITIVE_INFINITY }: Credentials, now: number): Times {
  const life = Math.max(0, expiresAt - now)
  if (life === Number.POSITIVE_INFINITY) return { renewAt: life, lateAt: life }
  return { renewAt: expiresAt - life / 5, lateAt: expiresAt - Math.min(life / 20, longestWayMs) }
}

/** A cluster that a cloud described, with its tokens renewed as they age. */
export function connectionFor(cluster: CloudCluster, clock: Now): Connection {
  const { server, ca, tlsServerName, clientCertificate, description } = cluster
  const mint = async (): Promise<Credentials> => (await cluster.token?.()) ?? {}
  return {
    server,
    ...(ca === undefined ? {} : { ca }),
    ...(tlsServerName === undefined ? {} : { tlsServerName }),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    credentials: renewing(mint, clock),
    describe: () => description,
    ...(cluster.caller === undefined ? {} : { caller: () => cluster.caller?.() ?? Promise.resolve(undefined) }),
  }
}
