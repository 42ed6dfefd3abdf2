import { type Caller, type Outcome, TenureError, type UserId } from '@tenure/core/contract'
import { viewAsHeader } from '@tenure/core/wire'
import { invalid } from '../problem-status.js'
import type { Principal } from '../sign-in/principal.js'
import type { Api, HttpContext } from './api.js'
import { isOwnOrigin } from './gate.js'

/** The principal of the request. Errors: `access.signed-out`, `access.denied`. */
export async function getPrincipal(context: HttpContext, api: Api): Promise<Principal> {
  const cookie = readCookie(context.req.header('cookie'), api.cookie.name)
  const principal = await api.authenticator.identify(context.req.header('authorization'), cookie)
  if (principal === undefined) throw new TenureError('access.signed-out', 'Sign in first.', { user: '' })
  if (principal.by === 'cookie' && context.req.method !== 'GET') checkOwnPage(context)
  return principal
}

/** What the principal may do. A token is no page: histories and the audit tell them apart. */
export function deskOf({ host }: Api, { user, by }: Principal): Caller {
  return by === 'bearer' ? host.as(user, 'api') : host.as(user)
}

/** The user whose Summary the request is to be answered of, if it names one. Errors: `input.invalid`. */
export function viewedUser(context: HttpContext): UserId | undefined {
  const named = context.req.header(viewAsHeader)
  if (named === undefined) return undefined
  try {
    return decodeURIComponent(named)
  } catch {
    throw invalid(`The header ${viewAsHeader} is no percent-encoded id of a user.`, [viewAsHeader])
  }
}

/** What the principal may read: of their own, or of the Summary of another user. */
export async function readerOf(
  api: Api,
  principal: Principal,
  viewed: UserId | undefined,
): Promise<Outcome<Pick<Caller, 'read' | 'watch'>>> {
  if (viewed === undefined) return { ok: true, value: deskOf(api, principal) }
  return principal.by === 'bearer' ? api.host.viewAs(principal.user, viewed, 'api') : api.host.viewAs(principal.user, viewed)
}

/** Refuses what a foreign page could have made a browser send. Errors: `access.denied`. */
export function checkOwnPage(context: HttpContext): void {
  const { origin, host } = context.env.incoming.headers
  if (origin === undefined || !isOwnOrigin(origin, host ?? '')) throw denied('the own Origin')
  if (context.req.header('x-tenure') !== '1') throw denied('the header x-tenure: 1')
}

/** The value of one cookie. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(/; */).find((part) => part.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}

function denied(missing: string): TenureError {
  return new TenureError('access.denied', `The request lacks ${missing}.`, { missing })
}
