import type { Outcome, Problem } from '@tenure/core/contract'
import { paths } from '@tenure/core/wire'
import { serialize } from 'hono/utils/cookie'
import type { Api, HttpApp, HttpContext } from '../http/api.js'
import { readCookie } from '../http/get-principal.js'
import { toProblem } from '../http/reply.js'
import { route } from '../http/route.js'
import { beginSession, refuseSignIn } from '../sign-in/begin-session.js'
import type { Claimed, Identity } from '../sign-in/identity.js'
import { resolveIdentity } from '../sign-in/resolve-identity.js'
import type { Visit, VisitProblem } from './visit.js'
import { VisitCookie, visitMs } from './visit-cookie.js'

/** Signing in at another place: the way there and the way back. */
export function addVisitRoutes(app: HttpApp, api: Api, visit: Visit): void {
  const cookie = new VisitCookie(api.timing)
  app.get(route(paths.visit), (context) => leave(context, api, visit, cookie))
  app.get(route(paths.visitBack), (context) => comeBack(context, api, visit, cookie))
}

async function leave(context: HttpContext, api: Api, visit: Visit, cookie: VisitCookie): Promise<Response> {
  try {
    const { location, secret } = await visit.begin(backOf(context, api))
    writeVisit(context, api, await cookie.seal({ ...secret, to: ownPath(context.req.query('to')) }))
    return redirect(location.href)
  } catch (error) {
    toProblem(error, api.log)
    return redirect(problemAddress('unavailable'))
  }
}

async function comeBack(context: HttpContext, api: Api, visit: Visit, cookie: VisitCookie): Promise<Response> {
  const sealed = await cookie.open(readCookie(context.req.header('cookie'), visitName(api)))
  writeVisit(context, api, undefined)
  if (sealed === undefined) return turnAway(api, 'expired')
  const came = backOf(context, api)
  came.search = new URL(context.req.url).search
  const entered = await finish(api, visit, came, sealed)
  const resolved = entered.ok ? await resolveIdentity(api, entered.value) : entered
  if (!resolved.ok) return turnAway(api, toVisitProblem(resolved.problem))
  if (!api.authenticator.isActive(resolved.value.user)) return turnAway(api, 'unknown', resolved.value.user)
  const begun = await beginSession(context, api, resolved.value)
  return begun.ok ? redirect(sealed.to) : turnAway(api, 'unavailable')
}

async function finish(api: Api, visit: Visit, came: URL, sealed: Parameters<Visit['finish']>[1]): Promise<Outcome<Identity | Claimed>> {
  try {
    return await visit.finish(came, sealed)
  } catch (error) {
    return { ok: false, problem: toProblem(error, api.log) }
  }
}

function turnAway(api: Api, problem: VisitProblem, user?: string): Response {
  refuseSignIn(api, { detail: reasons[problem], ...(user !== undefined && { user }) })
  return redirect(problemAddress(problem))
}
const reasons: Readonly<Record<VisitProblem, string>> = {
  unavailable: 'the sign-in service could not be reached',
  declined: 'declined at the sign-in service',
  expired: 'no sign-in had been started here, or it took too long',
  invalid: 'the answer of the sign-in service was not good',
  unknown: 'no active user for this sign-in',
}

function toVisitProblem({ code, details }: Problem): VisitProblem {
  if (code === 'access.denied') return 'unknown'
  if (code === 'storage.failed' || code.startsWith('internal.')) return 'unavailable'
  if (code === 'access.signed-out') return 'declined'
  return code === 'input.invalid' && 'issues' in details && details.issues.some(({ path }) => path.includes('state'))
    ? 'expired'
    : 'invalid'
}
function problemAddress(problem: VisitProblem): string {
  return `/?sign-in=${problem}`
}

// Where this server is for a browser: as configured, or on this machine under the name that the browser used.
function backOf(context: HttpContext, { publicUrl }: Api): URL {
  const base = publicUrl ?? `http://${context.env.incoming.headers.host ?? 'localhost'}`
  return new URL(route(paths.visitBack), base)
}
/** A path of this server; anything else leads to the start, so that no address sends people elsewhere. */
function ownPath(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) && to.length <= 2_000 ? to : '/'
}

// It comes back with a navigation from another site, for which a strict cookie would not be sent.
function writeVisit(context: HttpContext, api: Api, value: string | undefined): void {
  const options = {
    httpOnly: true,
    sameSite: 'Lax',
    secure: api.cookie.secure,
    path: '/',
    maxAge: value === undefined ? 0 : visitMs / 1000,
  } as const
  context.env.outgoing.appendHeader('set-cookie', serialize(visitName(api), value ?? '', options))
}
function visitName({ cookie }: Api): string {
  return `${cookie.name}-visit`
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } })
}
