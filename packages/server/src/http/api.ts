import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '@tenure/core'
import type { UserId } from '@tenure/core/contract'
import type { Context, Hono } from 'hono'
import type { HostPort } from '../host-port.js'
import type { Limits } from '../limits.js'
import type { LiveConnections } from '../live/live-connections.js'
import type { MinuteRate } from '../minute-rate.js'
import type { Authenticator } from '../sign-in/authenticator.js'
import type { FirstAdminCode } from '../sign-in/first-admin-code.js'
import type { Sessions } from '../sign-in/sessions.js'
import type { SignIn } from '../sign-in/sign-in.js'
import type { Timing } from '../timing.js'
import type { UploadPort } from '../upload/upload-port.js'
import type { CallSlots } from './call-slots.js'

/** All that the routes share. */
export interface Api {
  readonly host: HostPort
  readonly limits: Limits
  readonly timing: Timing
  readonly log: Log
  readonly signIn: SignIn
  readonly authenticator: Authenticator
  readonly sessions: Sessions
  readonly live: LiveConnections
  readonly slots: CallSlots
  /** How often links are opened that need no sign-in. */
  readonly openings: MinuteRate
  /** How many exports of each user are under way. */
  readonly exporting: Map<UserId, number>
  readonly cookie: CookieOptions
  /** Where browsers find this server, if that is not the address on which it listens. */
  readonly publicUrl: string | undefined
  readonly firstAdmin: FirstAdminCode | undefined
  readonly uploads: UploadPort | undefined
}
/** How the cookie of a browser's session is written. */
export interface CookieOptions {
  readonly name: string
  readonly secure: boolean
}
/** What a request brings along of node's own. */
export interface HttpEnv {
  Bindings: { incoming: IncomingMessage; outgoing: ServerResponse }
}
/** One request. */
export type HttpContext = Context<HttpEnv>
/** The routes. */
export type HttpApp = Hono<HttpEnv>
