import { type Frame, type Problem, TenureError, type UserId } from '@tenure/core/contract'
import { paths, type WatchChanges } from '@tenure/core/wire'
import { concat, defer, from, NEVER, type Observable, of, switchMap } from 'rxjs'
import { z } from 'zod'
import type { Api, HttpApp, HttpContext } from '../http/api.js'
import { parseRequest, readAsked, replyUnknown, routeId } from '../http/call-routes.js'
import { findProvider } from '../http/find-contract.js'
import { deskOf, getPrincipal, readerOf, viewedUser } from '../http/get-principal.js'
import { answered, reply, toProblem } from '../http/reply.js'
import { readBody } from '../http/request-input.js'
import { route } from '../http/route.js'
import { invalid, problemOf } from '../problem-status.js'
import type { Principal } from '../sign-in/principal.js'
import type { LiveConnection } from './live-connection.js'

const key = z.string().min(1).max(100)
const changes = z.strictObject({
  watch: z
    .array(
      z.strictObject({
        key,
        provider: z.string().max(300),
        input: z.unknown().optional(),
        viewAs: z.string().min(1).max(500).exactOptional(),
      }),
    )
    .max(1_000)
    .default([]),
  unwatch: z.array(key).max(1_000).default([]),
}) satisfies z.ZodType<WatchChanges>

/** Live streams: one by one, and many in one connection. */
export function addLiveRoutes(app: HttpApp, api: Api): void {
  app.on(['GET', 'POST'], route(paths.watch(':plugin/:name')), (context) => watchOne(context, api))
  app.get(route(paths.live), (context) => openMany(context, api))
  app.post(route(paths.connection(':connection')), (context) => changeMany(context, api))
  app.delete(route(paths.connection(':connection')), (context) => endMany(context, api))
}

async function watchOne(context: HttpContext, api: Api): Promise<Response> {
  const principal = await getPrincipal(context, api)
  const id = routeId(context)
  if (findProvider(api.host, id) === undefined) return replyUnknown(context, 'provider')
  const asked = await readAsked(context, api.limits)
  const viewed = viewedUser(context)
  const only = JSON.stringify([id, asked, viewed])
  const resumed = findResumed(context, api, principal, only)
  if (resumed !== undefined) return attach(context, resumed.connection, resumed)
  api.live.admitStream(principal.user)
  const connection = api.live.open(principal, only)
  connection.watch(id, framesOf(api, principal, { id, input: asked, viewed }))
  return attach(context, connection)
}

async function openMany(context: HttpContext, api: Api): Promise<Response> {
  const principal = await getPrincipal(context, api)
  const resumed = findResumed(context, api, principal, undefined)
  return attach(context, resumed?.connection ?? api.live.open(principal), resumed)
}

async function changeMany(context: HttpContext, api: Api): Promise<Response> {
  const principal = await getPrincipal(context, api)
  const connection = getOwn(context, api, principal)
  const { watch, unwatch } = parseRequest(changes, await readBody(context.env.incoming, api.limits))
  for (const key of unwatch) connection.unwatch(key)
  for (const { key, provider, input, viewAs } of watch) {
    if (!connection.has(key)) connection.watch(key, admittedFrames(api, principal, { id: provider, input, viewed: viewAs }))
  }
  return reply(context, { ok: true, value: null })
}

async function endMany(context: HttpContext, api: Api): Promise<Response> {
  const principal = await getPrincipal(context, api)
  getOwn(context, api, principal).end()
  return reply(context, { ok: true, value: null })
}

// Writes straight to the socket: only it knows when the receiver is slow.
function attach(context: HttpContext, connection: LiveConnection, resumed?: Resumed): Response {
  if (context.req.method === 'HEAD') return refuseHead(context, connection)
  const { outgoing } = context.env
  if (resumed === undefined) connection.attach(outgoing)
  else connection.resume(outgoing, resumed.principal, resumed.after)
  return answered
}

// It has no body to send events in.
function refuseHead(context: HttpContext, connection: LiveConnection): Response {
  connection.end()
  return reply(context, { ok: false, problem: invalid('A stream needs GET or POST.', ['method']).problem }, 405)
}

// The result of a watch goes to its own stream, so that a bad watch does not affect the others.
function admittedFrames(api: Api, principal: Principal, asked: Asked): Observable<Frame<unknown>> {
  const { id } = asked
  if (findProvider(api.host, id) === undefined) return stale(invalid(`There is no provider ${id}.`, ['provider']).problem)
  try {
    api.live.admitStream(principal.user)
  } catch (error) {
    return stale(problemOf(error) ?? toProblem(error, api.log))
  }
  return framesOf(api, principal, asked)
}

/** What one watch asks, and of whose Summary. */
interface Asked {
  readonly id: string
  readonly input: unknown
  readonly viewed: UserId | undefined
}

function framesOf(api: Api, principal: Principal, { id, input, viewed }: Asked): Observable<Frame<unknown>> {
  return defer(() => {
    const provider = findProvider(api.host, id)
    return provider === undefined
      ? stale(invalid(`There is no provider ${id}.`, ['provider']).problem)
      : viewed === undefined
        ? deskOf(api, principal).watch(provider, input)
        : from(readerOf(api, principal, viewed)).pipe(
            switchMap((reader) => (reader.ok ? reader.value.watch(provider, input) : stale(reader.problem))),
          )
  })
}

function stale(problem: Problem): Observable<Frame<unknown>> {
  return concat(of({ state: 'stale' as const, problem }), NEVER)
}

/** A stream that continues after an event, for a receiver that came back for it. */
interface Resumed {
  readonly connection: LiveConnection
  readonly principal: Principal
  readonly after: number
}

// A stream that is gone, or was of an earlier session of the same user, starts over; one of somebody else is refused.
function findResumed(context: HttpContext, api: Api, principal: Principal, only: string | undefined): Resumed | undefined {
  const [id, seq] = (context.req.header('last-event-id') ?? '').split('.')
  const connection = id === undefined ? undefined : api.live.find(id)
  if (connection === undefined) return undefined
  if (connection.principal.user !== principal.user) throw refuseResume(api, principal)
  if (connection.principal.binding !== principal.binding || connection.only !== only) return undefined
  return { connection, principal, after: Number(seq) }
}

function refuseResume(api: Api, { user }: Principal): TenureError {
  api.host.auditRefusal({
    place: 'live',
    user,
    what: 'was refused',
    name: 'A live stream',
    detail: 'the session of the stream',
    source: 'page',
  })
  return new TenureError('access.denied', 'This stream belongs to another session.', { missing: 'the session of the stream' })
}

function getOwn(context: HttpContext, api: Api, principal: Principal): LiveConnection {
  const id = context.req.param('connection') ?? ''
  const connection = api.live.find(id)
  if (connection?.only === undefined && connection?.principal.binding === principal.binding) return connection
  throw new TenureError('record.not-found', `There is no such live connection: open one with GET ${route(paths.live)}.`, {
    record: { type: 'live-connection', id },
  })
}
