/** What fetching may take. */
export interface FetchLimits {
  /** Bytes of an answer, packed and unpacked. */
  readonly bytes: number
  /** How long one fetch takes at most, with everything it is led to. */
  readonly ms: number
  /** How often one fetch may be led on to another address. */
  readonly redirects: number
  /** Requests of one plugin in a minute. */
  readonly perPlugin: number
  /** Requests to one server in a minute. */
  readonly perServer: number
  /** Fetches of everybody at the same time. */
  readonly atOnce: number
}

/** The limits where none are given. An action or a job has to answer within ten seconds, so a fetch takes less. */
export const defaultFetchLimits: FetchLimits = Object.freeze({
  bytes: 10_000_000,
  ms: 7_000,
  redirects: 5,
  perPlugin: 240,
  perServer: 60,
  atOnce: 8,
})
