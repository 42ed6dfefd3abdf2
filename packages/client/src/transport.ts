import type { Outcome, Problem } from '@tenure/core/contract'
import type { Observable } from 'rxjs'

/** Where the server is, and how a request proves who sends it. */
export interface ClientOptions {
  /** The root of the API, such as `/api`. */
  readonly url: string
  /** A token for each request; in a browser the cookie of the session does without. */
  readonly token?: () => string | Promise<string>
  readonly fetch?: typeof fetch
  /**
   * Answers that were read before the client was there, in the same session. A watch takes the one to its question as its first frame, unless
   * the server was quicker or the connection has failed.
   */
  readonly early?: (provider: string, input: unknown) => Promise<Outcome<unknown>> | undefined
  /**
   * Says that the network has gone (`false`) or is there again (`true`), as a browser does. Watches then learn at once whether the server can be
   * reached: without it, a connection that falls silent is given up after 45 s, and one that is lost is tried every 10 s.
   */
  readonly network?: Observable<boolean>
}
/** What one request sends. */
export interface TransportRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/** Sends requests, and makes outcomes of the answers. */
export class Transport {
  readonly #options: ClientOptions

  constructor(options: ClientOptions) {
    this.#options = options
  }

  /** Whether the next request may prove more than the last one did. */
  get renewsProof(): boolean {
    return this.#options.token !== undefined
  }

  /** The raw answer. Throws if there is none. */
  async send(path: string, { method = 'GET', body, headers, signal }: TransportRequest): Promise<Response> {
    const { url, token, fetch: send = globalThis.fetch } = this.#options
    const proof = token === undefined ? {} : { authorization: `Bearer ${await token()}` }
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const text = body === undefined ? {} : { body: JSON.stringify(body) }
    return send(`${url.replace(/\/$/, '')}${path}`, {
      method,
      signal,
      headers: { 'x-tenure': '1', ...proof, ...type, ...headers },
      ...text,
    })
  }

  /** The outcome that the server answers; `silent`, when it does not. */
  async call(path: string, request: TransportRequest, silent: Problem = unreachable): Promise<Outcome<unknown>> {
    try {
      return await readOutcome(await this.send(path, request), silent)
    } catch {
      return { ok: false, problem: silent }
    }
  }
}

/** The server did not answer, or something between did for it. */
export const unreachable: Problem = Object.freeze({
  code: 'storage.failed',
  message: 'The server cannot be reached. Try again.',
  details: { transient: true },
})

/** The server did not answer a change: it may have been made. */
export const unanswered: Problem = Object.freeze({
  code: 'storage.unknown',
  message: 'The server did not answer. This may have been done or not: look before you try again.',
  details: { store: 'server' },
})

/** The outcome in an answer; an answer without one is not from our server. */
export async function readOutcome(response: Response, silent: Problem = unreachable): Promise<Outcome<unknown>> {
  const answer: unknown = await response.json()
  const isOutcome = typeof answer === 'object' && answer !== null && 'ok' in answer
  return isOutcome ? (answer as Outcome<unknown>) : { ok: false, problem: silent }
}
