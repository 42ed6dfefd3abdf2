import type { Grant } from '../grant.js'

/** Why nothing was fetched: each refusal has a name, so that a program can tell them apart, and a message for people. */
export const fetchRefusals = Object.freeze({
  'no-server': 'This workspace runs without a server that fetches anything.',
  address: 'This is no web address. Expected is one such as https://calendar.example/team.ics.',
  scheme: 'Only addresses that begin with http or https are fetched.',
  credentials: 'An address with a user name or a password in it is not fetched. Leave that part out.',
  port: 'This port is not fetched from. Ports are 80, 443, and those from 1024.',
  private: 'This address leads into a private network or to the server itself, and is not fetched.',
  'unknown-name': 'There is no server of this name. Check the address for typing mistakes.',
  redirects: 'The address leads on to another one too often.',
  unreachable: 'The server of this address does not answer.',
  insecure: 'The server of this address cannot prove that it is the one it claims to be: its certificate is not trusted.',
  status: 'The server of this address refused to give anything. The address may have changed.',
  gone: 'There is nothing at this address. It may have been withdrawn.',
  signed: 'The server of this address wants a sign-in. Only addresses that open without one are fetched.',
  encoding: 'The server of this address answers in a way that is not understood.',
  'too-large': 'What is at this address is too large.',
  'too-slow': 'The server of this address takes too long to answer.',
  'too-often': 'Too much is being fetched just now. It is tried again later.',
})
/** One of them. */
export type FetchRefusal = keyof typeof fetchRefusals

/** What is fetched. */
export interface FetchRequest {
  /** An http or https address, as a person named it. */
  readonly url: string
  /** What is expected there, such as `text/calendar`. */
  readonly accept?: string
  /** The `etag` of what the caller has already: where that is still the same, the answer is `unchanged`. */
  readonly etag?: string
  /** The most bytes that it may have when unpacked, where that is less than the server's own limit. */
  readonly mostBytes?: number
}
/** What came of it. A refusal is an answer, not an error: an address that somebody typed is often wrong. */
export type FetchAnswer =
  | {
      readonly state: 'fetched'
      readonly text: string
      /** The media type, without parameters and in small letters. */
      readonly type: string
      readonly etag?: string
    }
  | { readonly state: 'unchanged' }
  | { readonly state: 'refused'; readonly why: FetchRefusal; readonly message: string }

/**
 * Fetches what is at an address on the internet (SEC-10): never from a private network, within limits of size, time and rate, and without
 * anything that says who asks.
 */
export interface Fetcher {
  fetch(request: FetchRequest): Promise<FetchAnswer>
}
/** What an application fills in for `Fetcher`; `openFetcher` of `@tenure/server` makes one. */
export interface FetchPort {
  fetch(request: FetchRequest, by: { readonly plugin: string; readonly signal?: AbortSignal }): Promise<FetchAnswer>
}

/**
 * Fetches from the internet, for actions and jobs. Administrators read `what` before they install the plugin: it goes on from *fetch*, such as
 * `calendars that people subscribe to`.
 */
export function fetches(what: string): Grant<Fetcher, 'fetch'> {
  const line = `fetch ${what}`
  return Object.freeze({ key: line, grant: line, opens: 'fetcher', paths: [what] })
}
/** The answer of a refusal. */
export function refuseFetch(why: FetchRefusal): FetchAnswer {
  return { state: 'refused', why, message: fetchRefusals[why] }
}
/** The port of a host that has no server. */
export const noFetchPort: FetchPort = Object.freeze({ fetch: async () => refuseFetch('no-server') })
