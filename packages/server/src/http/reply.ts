import type { Outcome, Problem } from '@tenure/core/contract'
import type { Log } from '@tenure/core/plugin'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { problemOf, statusOf } from '../problem-status.js'
import type { HttpContext } from './api.js'

/** Answers with an outcome; the status follows from the problem, where none is given. */
export function reply(context: HttpContext, outcome: Outcome<unknown>, status = outcome.ok ? 200 : statusOf(outcome.problem)): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  return context.body(JSON.stringify(outcome), status as ContentfulStatusCode, headers)
}

/** The problem of whatever was thrown. What is not one of ours goes to the log, and the caller gets a number to ask for. */
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
