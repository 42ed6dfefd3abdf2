import type { Outcome, UserId } from '@tenure/core/contract'
import { paths } from '@tenure/core/wire'
import { z } from 'zod'
import type { Api, HttpApp, HttpContext } from '../http/api.js'
import { parseRequest } from '../http/call-routes.js'
import { checkOwnPage, getPrincipal } from '../http/get-principal.js'
import { reply } from '../http/reply.js'
import { readBody } from '../http/request-input.js'
import { route } from '../http/route.js'
import { signedOut } from '../problem-status.js'
import { addVisitRoutes } from '../visit/visit-routes.js'
import { beginSession, cookieOf, type RefusedSignIn, refuseSignIn, writeCookie } from './begin-session.js'
import type { Claimed, Identity } from './identity.js'
import { resolveIdentity } from './resolve-identity.js'

const firstAdminRequest = z.strictObject({ code: z.string().max(100), name: z.string().trim().min(1).max(200) })

/** Signing in and out, and making the first administrator. */
export function addSignInRoutes(app: HttpApp, api: Api): void {
  app.get(route(paths.signIn), (context) => offer(context, api))
  app.post(route(paths.signIn), (context) => signIn(context, api))
  app.post(route(paths.signOut), (context) => signOut(context, api))
  app.post(route(paths.firstAdmin), (context) => makeFirstAdmin(context, api))
  if (api.signIn.visit !== undefined) addVisitRoutes(app, api, api.signIn.visit)
}

async function offer(context: HttpContext, api: Api): Promise<Response> {
  const principal = await api.authenticator.identify(context.req.header('authorization'), cookieOf(context, api))
  const { kind, visit } = api.signIn
  const offered = { kind, users: [], ...api.signIn.offer?.(api.host.users()), ...(visit !== undefined && { visit: visit.title }) }
  return reply(context, { ok: true, value: { ...offered, firstAdmin: api.firstAdmin?.isGood ?? false, user: principal?.user ?? null } })
}

async function signIn(context: HttpContext, api: Api): Promise<Response> {
  checkOwnPage(context)
  const body = await readBody(context.env.incoming, api.limits, 'signInBytes')
  const entered: Outcome<Identity | Claimed> = (await api.signIn.enter?.(body)) ?? {
    ok: false,
    problem: signedOut('This sign-in takes only tokens.'),
  }
  const resolved = entered.ok ? await resolveIdentity(api, entered.value) : entered
  if (!resolved.ok) return refuse(context, api, resolved)
  const { user } = resolved.value
  if (!api.authenticator.isActive(user))
    return refuse(context, api, { ok: false, problem: signedOut('This user may not sign in.') }, { user })
  return begin(context, api, resolved.value)
}

async function signOut(context: HttpContext, api: Api): Promise<Response> {
  const { user, by } = await getPrincipal(context, api)
  const cookie = cookieOf(context, api)
  const ended = by === 'cookie' && cookie !== undefined ? await api.sessions.end(cookie) : undefined
  void api.host.audit({ kind: 'sign-out', what: 'signed out', user, source: by === 'cookie' ? 'page' : 'api' })
  // Who signs out by a token leaves the session of the browser beside it alone.
  if (by === 'cookie') writeCookie(context, api, '', 0)
  return reply(context, ended?.ok === false ? ended : { ok: true, value: null })
}

async function makeFirstAdmin(context: HttpContext, api: Api): Promise<Response> {
  checkOwnPage(context)
  const { code, name } = parseRequest(firstAdminRequest, await readBody(context.env.incoming, api.limits, 'signInBytes'))
  if (api.firstAdmin?.take(code) !== true) {
    return refuse(
      context,
      api,
      {
        ok: false,
        problem: signedOut('The code is not the one that the first start printed, or was used.'),
      },
      { detail: 'First administrator' },
    )
  }
  const made = await api.host.createFirstAdmin(name)
  if (!made.ok) {
    api.firstAdmin.restore()
    return reply(context, made)
  }
  return begin(context, api, { user: made.value.id })
}

async function begin(context: HttpContext, api: Api, identity: Identity): Promise<Response> {
  const begun = await beginSession(context, api, identity)
  return reply(context, begun.ok ? { ok: true, value: { user: identity.user satisfies UserId } } : begun)
}

function refuse(context: HttpContext, api: Api, refusal: Outcome<never>, refused: RefusedSignIn = {}): Response {
  refuseSignIn(api, refused)
  return reply(context, refusal)
}
