import type { IncomingMessage } from 'node:http'
import { connect as connectTo, isIP } from 'node:net'
import { type FetchAnswer, type FetchPort, type FetchRequest, refuseFetch } from '@tenure/core/outside'
import { MinuteRate } from '../minute-rate.js'
import { systemTiming, type Timing } from '../timing.js'
import { checkUrl, nameOf } from './check-url.js'
import { defaultFetchLimits, type FetchLimits } from './fetch-limits.js'
import { RefusedFetch, toRefusal } from './fetch-refusal.js'
import { isPublicAddress } from './public-address.js'
import { readAnswer } from './read-answer.js'
import { type Connect, requestOnce } from './request-once.js'

/** What a fetcher is opened with; all of it may be left out. */
export interface FetcherOptions {
  readonly limits?: Partial<FetchLimits>
  /** The IP addresses of a name; by default those that the system finds. */
  readonly resolve?: (name: string) => Promise<readonly string[]>
  /** Connects to an address that was checked; by default over TCP. */
  readonly connect?: Connect
  readonly timing?: Timing
}

/** One fetch under way. */
interface Under {
  readonly plugin: string
  readonly request: FetchRequest
  readonly signal: AbortSignal
}

const leads = new Set([301, 302, 303, 307, 308])
const mostAddresses = 4

/**
 * Fetches what plugins may fetch (SEC-10). Every address is checked after its name was resolved, on the IP address that is then connected to,
 * for each address that the first one leads to.
 */
export function openFetcher(options: FetcherOptions = {}): FetchPort {
  const fetcher = new OpenFetcher(options)
  return Object.freeze({ fetch: (...call: Parameters<FetchPort['fetch']>) => fetcher.fetch(...call) })
}

class OpenFetcher {
  readonly #limits: FetchLimits
  readonly #resolve: NonNullable<FetcherOptions['resolve']>
  readonly #connect: Connect
  readonly #timing: Timing
  readonly #rate: MinuteRate
  #running = 0

  constructor({ limits, resolve = lookUp, connect = connectTo, timing = systemTiming }: FetcherOptions) {
    this.#limits = { ...defaultFetchLimits, ...limits }
    this.#resolve = resolve
    this.#connect = connect
    this.#timing = timing
    this.#rate = new MinuteRate(timing)
  }

  async fetch(request: FetchRequest, { plugin, signal }: { readonly plugin: string; readonly signal?: AbortSignal }): Promise<FetchAnswer> {
    if (this.#running >= this.#limits.atOnce) return refuseFetch('too-often')
    const late = new AbortController()
    using _timer = this.#timing.at(this.#timing.now() + this.#limits.ms, () => late.abort())
    const both = signal === undefined ? late.signal : AbortSignal.any([late.signal, signal])
    this.#running++
    try {
      return await untilAborted(this.#follow({ plugin, request, signal: both }), both)
    } catch (error) {
      return refuseFetch(both.aborted ? 'too-slow' : toRefusal(error))
    } finally {
      this.#running--
    }
  }

  async #follow(under: Under): Promise<FetchAnswer> {
    let url = checkUrl(under.request.url)
    for (let led = 0; led <= this.#limits.redirects; led++) {
      const answer = await this.#ask(url, under)
      const { statusCode = 0, headers } = answer
      if (!leads.has(statusCode) || headers.location === undefined) return this.#take(answer, under)
      answer.destroy()
      url = checkUrl(headers.location, url)
    }
    throw new RefusedFetch('redirects')
  }

  async #ask(url: URL, { plugin, request, signal }: Under): Promise<IncomingMessage> {
    const { perPlugin, perServer } = this.#limits
    const isAdmitted = this.#rate.admit(`plugin ${plugin}`, perPlugin) && this.#rate.admit(`server ${nameOf(url)}`, perServer)
    if (!isAdmitted) throw new RefusedFetch('too-often')
    let failure: unknown = new RefusedFetch('unreachable')
    for (const address of await this.#addressesOf(nameOf(url))) {
      try {
        return await requestOnce({ url, address, headers: headersFor(request), signal, connect: this.#connect })
      } catch (error) {
        failure = error
      }
    }
    throw failure
  }

  // One address that is not public is enough to refuse a name: nobody's server is both.
  async #addressesOf(name: string): Promise<readonly string[]> {
    const found = isIP(name) === 0 ? await this.#resolve(name).catch(() => []) : [name]
    if (found.length === 0) throw new RefusedFetch('unknown-name')
    if (!found.every(isPublicAddress)) throw new RefusedFetch('private')
    return [...found].sort((a, b) => isIP(a) - isIP(b)).slice(0, mostAddresses)
  }

  async #take(answer: IncomingMessage, { request, signal }: Under): Promise<FetchAnswer> {
    try {
      const { statusCode = 0, headers } = answer
      if (statusCode === 304 && isEtag(request.etag)) return { state: 'unchanged' }
      if (statusCode !== 200) throw new RefusedFetch(refusalOf(statusCode))
      const text = await readAnswer(answer, Math.min(this.#limits.bytes, request.mostBytes ?? this.#limits.bytes), signal)
      const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
      return { state: 'fetched', text, type, ...(isEtag(headers.etag) && { etag: headers.etag as string }) }
    } finally {
      answer.destroy()
    }
  }
}

function headersFor({ accept = '*/*', etag }: FetchRequest): Readonly<Record<string, string>> {
  const asked = { accept: accept.replace(/[^\x20-\x7e]/g, ''), 'accept-encoding': 'gzip, br', 'user-agent': 'Tenure', connection: 'close' }
  return isEtag(etag) ? { ...asked, 'if-none-match': etag as string } : asked
}
// It comes from a server and goes back to one, so it must not be able to end its line.
function isEtag(etag: string | undefined): boolean {
  return etag !== undefined && etag.length <= 500 && /^(W\/)?"[\x21\x23-\x7e]*"$/.test(etag)
}
function refusalOf(status: number): 'signed' | 'gone' | 'status' {
  if (status === 401 || status === 403) return 'signed'
  return status === 404 || status === 410 ? 'gone' : 'status'
}

async function lookUp(name: string): Promise<readonly string[]> {
  const { lookup } = await import('node:dns/promises')
  return (await lookup(name, { all: true })).map(({ address }) => address)
}
// A name that is being looked up cannot be given up, but need not be waited for.
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(new RefusedFetch('too-slow'))
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
