import type { Outcome, UserId } from '@tenure/core/contract'
import { serialize } from 'hono/utils/cookie'
import type { Api, HttpContext } from '../http/api.js'
import { readCookie } from '../http/get-principal.js'
import type { Identity } from './identity.js'

const ways: Readonly<Record<string, string>> = { switcher: 'User switcher', token: 'Token', openid: 'OpenID Connect' }
/** How people sign in here, as the audit says it. */
export function wayOf({ signIn: { kind } }: Api): string {
  return ways[kind] ?? kind
}

/** Begins the session of a browser; a new sign-in gets a new id and ends the one that the browser had. Errors: `storage.*`. */
export async function beginSession(context: HttpContext, api: Api, identity: Identity): Promise<Outcome<void>> {
  const former = cookieOf(context, api)
  const ended = former === undefined ? undefined : await api.sessions.end(former)
  if (ended?.ok === false) return ended
  const begun = await api.sessions.begin(identity)
  if (!begun.ok) return begun
  const { id, maxAgeMs } = begun.value
  writeCookie(context, api, id, Math.floor(maxAgeMs / 1000))
  void api.host.audit({ kind: 'sign-in', what: 'signed in', user: identity.user, source: 'page', detail: wayOf(api) })
  return { ok: true, value: undefined }
}

/** What a refused sign-in leaves in the audit. */
export interface RefusedSignIn {
  readonly detail?: string
  readonly user?: UserId
}
// A name that somebody tried is kept only where it is a user's: anything else may be a secret in the wrong field.
export function refuseSignIn(api: Api, { detail = wayOf(api), user }: RefusedSignIn = {}): void {
  const known = api.host.users().find(({ id }) => id === user)
  const who = known === undefined ? {} : { user: known.id, name: known.name }
  api.host.auditRefusal({ place: `sign-in ${detail}`, what: 'failed to sign in', source: 'page', detail, ...who })
}

/** The cookie of the browser's session. */
export function cookieOf(context: HttpContext, api: Api): string | undefined {
  return readCookie(context.req.header('cookie'), api.cookie.name)
}
/** Writes it; an empty one is gone at once. */
export function writeCookie(context: HttpContext, { cookie }: Api, value: string, maxAge: number): void {
  context.env.outgoing.appendHeader(
    'set-cookie',
    serialize(cookie.name, value, { httpOnly: true, sameSite: 'Strict', secure: cookie.secure, path: '/', maxAge }),
  )
}
