import type { Outcome, UserId } from '@tenure/core/contract'
import { paths } from '@tenure/core/wire'
import { serialize } from 'hono/utils/cookie'
import { z } from 'zod'
import type { Api, HttpApp, HttpContext } from '../http/api.js'
import { parseRequest } from '../http/call-routes.js'
import { checkOwnPage, getPrincipal, readCookie } from '../http/get-principal.js'
import { reply } from '../http/reply.js'
import { readBody } from '../http/request-input.js'
import { route } from '../http/route.js'
import { signedOut } from '../problem-status.js'
import type { Identity } from './sign-in.js'

const firstAdminRequest = z.strictObject({ code: z.string().max(100), name: z.string().trim().min(1).max(200) })

/** Signing in and out, and making the first administrator. */
export function addSignInRoutes(app: HttpApp, api: Api): void {
  app.get(route(paths.signIn), (context) => offer(context, api))
  app.post(route(paths.signIn), (context) => signIn(context, api))
  app.post(route(paths.signOut), (context) => signOut(context, api))
  app.post(route(paths.firstAdmin), (context) => makeFirstAdmin(context, api))
}

async function offer(context: HttpContext, api: Api): Promise<Response> {
  const principal = await api.authenticator.identify(context.req.header('authorization'), cookieOf(context, api))
  const offered = { kind: api.signIn.kind, users: [], ...api.signIn.offer?.(api.host.users()) }
  return reply(context, { ok: true, value: { ...offered, firstAdmin: api.firstAdmin?.isGood ?? false, user: principal?.user ?? null } })
}

async function signIn(context: HttpContext, api: Api): Promise<Response> {
  checkOwnPage(context)
  const body = await readBody(context.env.incoming, api.limits, 'signInBytes')
  const entered: Outcome<Identity> = (await api.signIn.enter?.(body)) ?? {
    ok: false,
    problem: signedOut('This sign-in takes only tokens.'),
  }
  if (!entered.ok) return refuseSignIn(context, api, entered)
  if (!api.authenticator.isActive(entered.value.user))
    return refuseSignIn(context, api, { ok: false, problem: signedOut('This user may not sign in.') }, { user: entered.value.user })
  return begin(context, api, entered.value)
}

async function signOut(context: HttpContext, api: Api): Promise<Response> {
  const { user, by } = await getPrincipal(context, api)
  const cookie = cookieOf(context, api)
  const ended = by === 'cookie' && cookie !== undefined ? await api.sessions.end(cookie) : undefined
  void api.host.audit({ kind: 'sign-out', what: 'signed out', user, source: by === 'cookie' ? 'page' : 'api' })
  writeCookie(context, api, '', 0)
  return reply(context, ended?.ok === false ? ended : { ok: true, value: null })
}

async function makeFirstAdmin(context: HttpContext, api: Api): Promise<Response> {
  checkOwnPage(context)
  const { code, name } = parseRequest(firstAdminRequest, await readBody(context.env.incoming, api.limits, 'signInBytes'))
  if (api.firstAdmin?.take(code) !== true) {
    return refuseSignIn(
      context,
      api,
      {
        ok: false,
        problem: signedOut('The code is not the one that the first start printed, or was used.'),
      },
      { way: 'First administrator' },
    )
  }
  const made = await api.host.createFirstAdmin(name)
  if (!made.ok) {
    api.firstAdmin.restore()
    return reply(context, made)
  }
  return begin(context, api, { user: made.value.id })
}

// A new sign-in gets a new id and ends the one that the browser had.
async function begin(context: HttpContext, api: Api, identity: Identity): Promise<Response> {
  const former = cookieOf(context, api)
  const ended = former === undefined ? undefined : await api.sessions.end(former)
  if (ended?.ok === false) return reply(context, ended)
  const begun = await api.sessions.begin(identity)
  if (!begun.ok) return reply(context, begun)
  const { id, maxAgeMs } = begun.value
  writeCookie(context, api, id, Math.floor(maxAgeMs / 1000))
  void api.host.audit({ kind: 'sign-in', what: 'signed in', user: identity.user, source: 'page', detail: wayOf(api) })
  return reply(context, { ok: true, value: { user: identity.user satisfies UserId } })
}

interface Refused {
  readonly way?: string
  readonly user?: UserId
}
const ways: Readonly<Record<string, string>> = { switcher: 'User switcher', token: 'Token', openid: 'OpenID Connect' }
function wayOf({ signIn: { kind } }: Api): string {
  return ways[kind] ?? kind
}
// A name that somebody tried is kept only where it is a user's: anything else may be a secret in the wrong field.
function refuseSignIn(context: HttpContext, api: Api, refusal: Outcome<never>, { way = wayOf(api), user }: Refused = {}): Response {
  const known = api.host.users().find(({ id }) => id === user)
  const who = known === undefined ? {} : { user: known.id, name: known.name }
  api.host.auditRefusal({ place: `sign-in ${way}`, what: 'failed to sign in', source: 'page', detail: way, ...who })
  return reply(context, refusal)
}

function cookieOf(context: HttpContext, api: Api): string | undefined {
  return readCookie(context.req.header('cookie'), api.cookie.name)
}

function writeCookie(context: HttpContext, { cookie }: Api, value: string, maxAge: number): void {
  context.env.outgoing.setHeader(
    'set-cookie',
    serialize(cookie.name, value, { httpOnly: true, sameSite: 'Strict', secure: cookie.secure, path: '/', maxAge }),
  )
}
