import { paths } from '@tenure/core/wire'
import { z } from 'zod'
import type { Limits } from '../limits.js'
import { invalid } from '../problem-status.js'
import type { Api, HttpApp, HttpContext } from './api.js'
import { findAction, findProvider } from './find-contract.js'
import { deskOf, getPrincipal, readerOf, viewedUser } from './get-principal.js'
import { reply } from './reply.js'
import { parseAddressInput, readBody } from './request-input.js'
import { route } from './route.js'

const whileViewing = {
  code: 'access.denied',
  message: 'Nothing can be changed while the Summary of another user is viewed.',
  details: { missing: 'a page of your own' },
} as const
const readRequest = z.strictObject({ input: z.unknown().optional() })
const actRequest = z.strictObject({ input: z.unknown().optional(), key: z.string().min(1).max(200).optional() })

/** Reading once, and acting. */
export function addCallRoutes(app: HttpApp, api: Api): void {
  app.on(['GET', 'POST'], route(paths.read(':plugin/:name')), (context) => read(context, api))
  app.post(route(paths.act(':plugin/:name')), (context) => act(context, api))
}

/** The input of a read or a watch, from the address or the body. Errors: `input.invalid`, `input.too-large`. */
export async function readAsked(context: HttpContext, limits: Limits): Promise<unknown> {
  if (context.req.method !== 'POST') return parseAddressInput(context.env.incoming.url ?? '', context.req.query('input'), limits)
  return parseRequest(readRequest, await readBody(context.env.incoming, limits)).input
}

/** What the schema makes of a request's body. Errors: `input.invalid`. */
export function parseRequest<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw invalid(issue?.message ?? 'The body does not have the expected form.', ['body', ...(issue?.path.map(String) ?? [])])
}

/** The contribution that a route names. */
export function routeId(context: HttpContext): string {
  return `${context.req.param('plugin')}/${context.req.param('name')}`
}

/** Answers for a missing contribution. */
export function replyUnknown(context: HttpContext, kind: string): Response {
  return reply(context, { ok: false, problem: invalid(`There is no ${kind} ${routeId(context)}.`, ['path']).problem }, 404)
}

async function read(context: HttpContext, api: Api): Promise<Response> {
  const principal = await getPrincipal(context, api)
  const provider = findProvider(api.host, routeId(context))
  if (provider === undefined) return replyUnknown(context, 'provider')
  const asked = await readAsked(context, api.limits)
  const left = new AbortController()
  context.env.outgoing.once('close', () => left.abort())
  const reader = await readerOf(api, principal, viewedUser(context))
  if (!reader.ok) return reply(context, reader)
  return reply(context, await api.slots.run(principal.user, () => reader.value.read(provider, asked, { signal: left.signal })))
}

async function act(context: HttpContext, api: Api): Promise<Response> {
  const principal = await getPrincipal(context, api)
  const action = findAction(api.host, routeId(context))
  if (action === undefined) return replyUnknown(context, 'action')
  if (viewedUser(context) !== undefined) return reply(context, { ok: false, problem: whileViewing })
  const { input, key } = parseRequest(actRequest, await readBody(context.env.incoming, api.limits))
  const options = key === undefined ? {} : { key }
  return reply(context, await api.slots.run(principal.user, () => deskOf(api, principal).act(action, input, options)))
}
