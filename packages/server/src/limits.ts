/** What one user, one call and one connection may use. A problem caused by a limit names it. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number
  /** Bytes of a body that is read before anybody is signed in. */
  readonly signInBytes: number
  /** Characters of an address; longer inputs go into a POST. */
  readonly addressLength: number
  /** Levels of nesting of an input. */
  readonly inputDepth: number
  /** How long a call may take. */
  readonly callMs: number
  /** Calls of one user at the same time. */
  readonly callsPerUser: number
  /** Live streams of one user, each watch of a connection counted. */
  readonly streamsPerUser: number
  /** Live connections of one user. */
  readonly connectionsPerUser: number
  /** Sign-ins of one user that are good at the same time; the oldest ends. */
  readonly sessionsPerUser: number
  /** How long a browser's sign-in is good. */
  readonly sessionMs: number
  /** How long a broken stream can be resumed. */
  readonly resumeMs: number
  /** Exports of one user at the same time. */
  readonly exportsPerUser: number
  /** Records of one CSV. */
  readonly csvRows: number
  /** How often one link without sign-in is opened in a minute. */
  readonly linkOpens: number
  /** Links that open nothing, of everybody in a minute. */
  readonly linkMisses: number
  /** Bytes of what is sent to a webhook. */
  readonly hookBytes: number
  /** How often one webhook takes a delivery in a minute. */
  readonly hookDeliveries: number
  /** How often one address of a webhook is sent what it does not take, in a minute. */
  readonly hookMisses: number
  /** Connections of everybody at the same time; idle ones make room for new ones. */
  readonly connections: number
}

/** The limits where none are given. */
export const defaultLimits: Limits = Object.freeze({
  bodyBytes: 1_048_576,
  signInBytes: 16_384,
  addressLength: 8_192,
  inputDepth: 32,
  callMs: 30_000,
  callsPerUser: 64,
  streamsPerUser: 512,
  connectionsPerUser: 32,
  sessionsPerUser: 32,
  sessionMs: 12 * 3_600_000,
  resumeMs: 30_000,
  exportsPerUser: 2,
  csvRows: 1_000_000,
  linkOpens: 30,
  linkMisses: 300,
  hookBytes: 131_072,
  hookDeliveries: 120,
  hookMisses: 60,
  connections: 2_048,
})
