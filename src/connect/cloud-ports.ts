/** One request to a cloud's sign-in or management API. */
export interface CloudRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Addresses inside the machine or the data centre answer at once or not at all. */
  readonly timeoutMs?: number
}

/** Its answer; header names are lower-case. */
export interface CloudResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What signing in needs from outside; tests give their own. */
export interface CloudPorts {
  send(request: CloudRequest): Promise<CloudResponse>
  /** Milliseconds since the epoch. */
  now(): number
  sleep(ms: number): Promise<void>
  /** Between 0 and 1. */
  random(): number
  readonly env: Readonly<Record<string, string | undefined>>
  /** Text of a file, undefined when there is none. */
  readFile(path: string): Promise<string | undefined>
  /** Called with every secret before its first use. */
  mask(secret: string): void
  /** A fresh identity token of the CI system for that audience; undefined when there is none to be had. */
  identityToken?(audience: string): Promise<string>
  /** Runs a program and gives its standard output; for credential programs that a file names. */
  run(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<string>
}

/** A token and until when it is good, in milliseconds since the epoch. */
export interface Token {
  readonly token: string
  readonly expiresAt: number
}

/** A cluster as its cloud describes it, with a way to make fresh tokens for it. */
export interface CloudCluster {
  readonly server: string
  /** PEM; undefined where the server shows a certificate of a public authority. */
  readonly ca?: string
  readonly tlsServerName?: string
  /** Client certificate of a local account, where the cloud gives one instead of a token. */
  readonly clientCertificate?: { readonly cert: string; readonly key: string }
  token?(): Promise<Token>
  /** Who the cloud says we are and what lets that identity in, asked when the cluster refuses us. */
  caller?(): Promise<string | undefined>
  /** Who we are and where, without secrets. */
  readonly description: string
  readonly notes: readonly string[]
}
