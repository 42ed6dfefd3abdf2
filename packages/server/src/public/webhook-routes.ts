import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Outcome, Problem } from '@tenure/core/contract'
import type { Delivery } from '@tenure/core/outside'
import { paths } from '@tenure/core/wire'
import type { Api, HttpApp, HttpContext } from '../http/api.js'
import { reply, toProblem } from '../http/reply.js'
import { parseInput, readBytes } from '../http/request-input.js'
import { route } from '../http/route.js'
import { invalid, signedOut, statusOf, tooLarge } from '../problem-status.js'

/** Where other systems send what webhooks take (SEC-11). Only the signature counts: no cookie and no token is looked at. */
export function addWebhookRoutes(app: HttpApp, api: Api): void {
  app.post(route(paths.hook(':webhook')), (context) => deliver(context, api, context.req.param('webhook') ?? ''))
}

async function deliver(context: HttpContext, api: Api, id: string): Promise<Response> {
  try {
    return answer(context, await take(context, api, id))
  } catch (error) {
    return answer(context, { ok: false, problem: toProblem(error, api.log) })
  }
}

async function take({ env: { incoming } }: HttpContext, api: Api, id: string): Promise<Outcome<void>> {
  const { host, limits, openings, slots } = api
  // Counted by address: a flood to one keeps nobody from another.
  const address = createHash('sha256').update(id).digest('base64url')
  const misses = `misses of ${address}`
  if (!openings.has(misses, limits.hookMisses)) throw tooLarge('hookMisses', limits.hookMisses, 'Too much is sent that is not taken.')
  const body = await readBytes(incoming, 'hookBytes', limits.hookBytes)
  const webhook = host.openWebhook(id, { ...signedParts(incoming.headers), body })
  if (webhook === undefined) {
    openings.admit(misses, limits.hookMisses)
    return { ok: false, problem: notSigned }
  }
  if (!openings.admit(`deliveries to ${address}`, limits.hookDeliveries))
    throw tooLarge('hookDeliveries', limits.hookDeliveries, 'This webhook is sent too much.')
  const input = parseInput(toText(body), limits)
  return slots.run(`webhook ${id}`, () => webhook.take(input))
}

// A header that comes twice is none.
function signedParts(headers: IncomingHttpHeaders): Omit<Delivery, 'body'> {
  const part = (name: string): string => String(headers[name] ?? '')
  return { id: part('webhook-id'), timestamp: part('webhook-timestamp'), signature: part('webhook-signature') }
}
function toText(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw invalid('The body is not in UTF-8.', ['body'])
  }
}

const notSigned = signedOut('This delivery is not taken: its address, its signature or its time is wrong.')

// Who that is, and what they lack, is nothing for a program elsewhere.
const notAllowed: Problem = {
  ...{ code: 'access.denied', message: 'The user who made this webhook may not do this.' },
  details: { missing: 'rights of the user who made this webhook' },
}

function answer(context: HttpContext, outcome: Outcome<void>): Response {
  if (outcome.ok) return reply(context, outcome)
  const status = statusOfDelivery(outcome.problem)
  if (status === 429 || status === 503) context.env.outgoing.setHeader('retry-after', '60')
  const problem = status === 403 ? notAllowed : status === 401 ? notSigned : outcome.problem
  return reply(context, { ok: false, problem }, status)
}
// What may come again under the same id as it is, is 503.
function statusOfDelivery(problem: Problem): number {
  const status = statusOf(problem)
  const family = problem.code.split('.', 1)[0]
  if (family === 'access') return problem.code === 'access.denied' ? 403 : 401
  if (status === 504 || problem.code === 'record.conflict' || family === 'storage' || family === 'plugin') return 503
  return family === 'input' || family === 'record' ? (status === 413 || status === 429 ? status : 422) : status
}
