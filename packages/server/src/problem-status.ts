import { type Problem, TenureError } from '@tenure/core/contract'
import type { Limits } from './limits.js'

const statuses: Readonly<Record<string, number>> = {
  'input.too-large': 413,
  'access.signed-out': 401,
  'access.denied': 403,
  'record.not-found': 404,
  'record.conflict': 409,
  'record.taken': 409,
  'storage.unknown': 504,
  'storage.refused': 501,
  'plugin.unavailable': 503,
}
const families: Readonly<Record<string, number>> = {
  input: 400,
  access: 403,
  edition: 403,
  record: 409,
  storage: 503,
  plugin: 502,
  config: 500,
  internal: 500,
}
const limitStatuses: Readonly<Record<string, number>> = {
  addressLength: 414,
  callMs: 504,
  callsPerUser: 429,
  streamsPerUser: 429,
  connectionsPerUser: 429,
  exportsPerUser: 429,
  linkOpens: 429,
  linkMisses: 429,
  hookDeliveries: 429,
  hookMisses: 429,
  connections: 503,
}

/** The HTTP status of a problem: by its code, else by the code's family. */
export function statusOf(problem: Problem): number {
  if (problem.code === 'input.too-large') return limitStatuses[problem.details.limit] ?? 413
  return statuses[problem.code] ?? families[problem.code.split('.', 1)[0] ?? ''] ?? 500
}

/** The problem of a thrown error; none if it is not one of ours. */
export function problemOf(error: unknown): Problem | undefined {
  const known = error instanceof Error && error.name === 'TenureError' && 'problem' in error
  return known ? (error.problem as Problem) : undefined
}

/** A limit was passed; the problem names it. */
export function tooLarge(limit: keyof Limits, max: number, what: string): TenureError {
  return new TenureError('input.too-large', `${what} The limit ${limit} is ${max}.`, { limit, max })
}

/** The input as a whole, or its part at `path`, is not what was expected. */
export function invalid(message: string, path: readonly (string | number)[] = []): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path, message }] })
}

/** Nobody is signed in, or no longer. */
export function signedOut(message: string, user = ''): Problem {
  return { code: 'access.signed-out', message, details: { user } }
}
