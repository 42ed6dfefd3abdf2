import { type Problem, TenureError } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { defaultLimits } from './limits.js'
import { problemOf, statusOf, tooLarge } from './problem-status.js'

test('a change of which nobody knows whether it was made is 504, and never looks like a refusal or a success', () => {
  expect(statusOf(new TenureError('storage.unknown', 'Look before you try again.', { store: 'desk' }).problem)).toBe(504)
  expect(statusOf(new TenureError('storage.failed', 'Busy.', { transient: true }).problem)).toBe(503)
})

test.each([
  ['input.invalid', 400],
  ['access.signed-out', 401],
  ['access.denied', 403],
  ['access.other', 403],
  ['record.not-found', 404],
  ['record.conflict', 409],
  ['record.taken', 409],
  ['record.other', 409],
  ['storage.refused', 501],
  ['storage.other', 503],
  ['plugin.unavailable', 503],
  ['plugin.other', 502],
  ['config.invalid', 500],
  ['internal.invariant', 500],
  ['unknown', 500],
])('the problem %s is answered with %i', (code, status) => {
  expect(statusOf({ code, message: 'Refused.', details: {} } as unknown as Problem)).toBe(status)
})

test.each([
  ['bodyBytes', 413],
  ['addressLength', 414],
  ['callMs', 504],
  ['callsPerUser', 429],
  ['streamsPerUser', 429],
  ['connectionsPerUser', 429],
  ['connections', 503],
] as const)('[SEC-5] passing the limit %s is answered with %i, and names it', (limit, status) => {
  const { problem } = tooLarge(limit, defaultLimits[limit], 'Too much.')
  expect([statusOf(problem), problem.message]).toEqual([status, `Too much. The limit ${limit} is ${defaultLimits[limit]}.`])
})

test('only an error of ours has a problem', () => {
  const error = new TenureError('storage.failed', 'Busy.', { transient: true })
  expect(problemOf(error)).toBe(error.problem)
  for (const other of [new Error('x'), Object.assign(new Error('x'), { problem: {} }), error.problem, undefined])
    expect(problemOf(other)).toBeUndefined()
})

test('[SEC-5] the limits where none are given are those of the guide', () => {
  expect(defaultLimits).toEqual({
    ...{ bodyBytes: 1_048_576, signInBytes: 16_384, addressLength: 8_192, inputDepth: 32 },
    ...{ callMs: 30_000, callsPerUser: 64, streamsPerUser: 512, connectionsPerUser: 32, connections: 2_048 },
    ...{ sessionsPerUser: 32, sessionMs: 43_200_000, resumeMs: 30_000, exportsPerUser: 2, csvRows: 1_000_000 },
    ...{ linkOpens: 30, linkMisses: 300, hookBytes: 131_072, hookDeliveries: 120, hookMisses: 60 },
  })
})
