import type { ServerResponse } from 'node:http'
import type { Log } from '@tenure/core'
import type { Outcome, Problem } from '@tenure/core/contract'
import { problemOf, statusOf } from '../problem-status.js'
import type { HttpContext } from './api.js'
import { chooseEncoding, encode, isWorthEncoding } from './encoding.js'

const mark = 'x-tenure-answered'
/** In the place of an answer that was written to the socket, or will be. For HEAD the routes make a `Response` of it, which keeps the header. */
export const answered = Object.freeze({ status: 200, headers: { [mark]: '1' } }) as unknown as Response
/** Whether that is all there is to it. */
export function isAnswered(response: Response): boolean {
  return response === answered || response.headers.has(mark)
}

/** Answers with an outcome; the status follows from the problem, where none is given. */
export function reply(context: HttpContext, outcome: Outcome<unknown>, status = outcome.ok ? 200 : statusOf(outcome.problem)): Response {
  return replyJson(context, JSON.stringify(outcome), status)
}

/** Answers with a JSON text. It goes straight to the socket: a `Response` around it costs as much as all the rest. */
export function replyJson({ env: { incoming, outgoing } }: HttpContext, text: string, status = 200): Response {
  if (outgoing.headersSent) return answered
  const encoding = isWorthEncoding(text.length) ? chooseEncoding(incoming.headers['accept-encoding']) : undefined
  if (isWorthEncoding(text.length)) outgoing.appendHeader('vary', 'accept-encoding')
  if (encoding === undefined) writeJson(outgoing, status, text)
  else void encode(text, encoding).then((body) => writeJson(outgoing.setHeader('content-encoding', encoding), status, body))
  return answered
}

function writeJson(outgoing: ServerResponse, status: number, body: string | Buffer): void {
  if (outgoing.headersSent || outgoing.destroyed) return
  outgoing.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  outgoing.end(body)
}

/** The problem of a thrown error. An error that is not ours goes to the log, and the caller gets its number. */
export function toProblem(error: unknown, log: Log): Problem {
  const known = problemOf(error)
  if (known !== undefined) return known
  const incident = crypto.randomUUID()
  log.warn('A request failed in a way that was not expected.', {
    incident,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
  const message = `The workspace failed. Its log has the cause, under ${incident}.`
  return { code: 'internal.invariant', message, details: { invariant: incident } }
}
