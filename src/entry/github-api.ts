import { Agent as HttpAgent, request as overHttp } from 'node:http'
import { Agent, request as overHttps } from 'node:https'
import { json } from 'node:stream/consumers'
import { agentProxy, proxyFor } from '../cluster/proxy.ts'

/** An answer of GitHub's REST API. */
export interface ApiAnswer {
  readonly status: number
  readonly body: unknown
}

/** Asks GitHub; a host that cannot be reached is an answer with status 0. */
export type GithubApi = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => Promise<ApiAnswer>

const longestWaitMs = 20_000
const tries = 3

/** GitHub's API, or that of a server of one's own, as the runner names it; proxies of the environment are honoured. */
export function githubApi(env: Readonly<Record<string, string | undefined>>, token: string): GithubApi {
  const base = (env['GITHUB_API_URL'] ?? 'https://api.github.com').replace(/\/+$/, '')
  return async (method, path, body) => {
    for (let attempt = 1; ; attempt++) {
      const answer = await ask(env, new URL(base + path), { method, token, body })
      // Writing twice would make two comments, so only questions are asked again.
      const mayRepeat = method === 'GET' && (answer.status === 0 || answer.status >= 500)
      if (!mayRepeat || attempt === tries) return answer
    }
  }
}

interface Asked {
  readonly method: string
  readonly token: string
  readonly body: unknown
}

function ask(env: Readonly<Record<string, string | undefined>>, url: URL, asked: Asked): Promise<ApiAnswer> {
  const isSecure = url.protocol === 'https:'
  const proxyEnv = agentProxy(proxyFor(url, env))
  const text = asked.body === undefined ? undefined : JSON.stringify(asked.body)
  const options = {
    method: asked.method,
    timeout: longestWaitMs,
    agent: isSecure ? new Agent({ proxyEnv }) : new HttpAgent({ proxyEnv }),
    headers: {
      authorization: `Bearer ${asked.token}`,
      accept: 'application/vnd.github+json',
      'user-agent': 'bodywork-action',
      'x-github-api-version': '2022-11-28',
      ...(text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    },
  }
  return new Promise((resolve) => {
    const fail = (error: Error): void => resolve({ status: 0, body: { message: error.message } })
    const sent = (isSecure ? overHttps : overHttp)(url, options, (response) => {
      json(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, body }),
        () => resolve({ status: response.statusCode ?? 0, body: undefined }),
      )
    })
    sent.once('timeout', () => sent.destroy(new Error(`no answer from ${url.host} in ${longestWaitMs / 1000} s`)))
    sent.once('error', fail)
    sent.end(text)
  })
}
