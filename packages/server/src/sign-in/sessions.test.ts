import { inspect } from 'node:util'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { defaultLimits } from '../limits.js'
import { Sessions } from './sessions.js'

const hour = 3_600_000
function open(limits = {}) {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const host = new InMemoryHost()
  const sessions = new Sessions(host, { ...defaultLimits, sessionMs: hour, ...limits }, clock)
  const begin = (user = 'anna', endsAt?: number) => sessions.begin({ user, ...(endsAt !== undefined && { endsAt }) })
  const ends: string[] = []
  const follow = (id: string, name: string) => sessions.find(id)?.ended.subscribe(({ message }) => ends.push(`${name}: ${message}`))
  return { clock, host, sessions, begin, follow, ends }
}

test('[SEC-5] beyond the limit the oldest session of the user ends, and no other', () => {
  const { sessions, begin, follow, ends } = open({ sessionsPerUser: 3 })
  const other = begin('ben')
  const own = Array.from({ length: 5 }, (_, at) => {
    const { id } = begin()
    follow(id, `session ${at}`)
    return id
  })
  expect(own.map((id) => sessions.find(id) !== undefined)).toEqual([false, false, true, true, true])
  expect(ends).toEqual(['session 0', 'session 1'].map((name) => `${name}: The user has signed in elsewhere too often.`))
  expect(sessions.find(other.id)?.user).toBe('ben')
})

test('[SEC-5] a session that ended makes room for the next one', () => {
  const { sessions, begin } = open({ sessionsPerUser: 2 })
  const [first, second] = [begin(), begin()]
  sessions.end(second.id)
  const third = begin()
  expect([first, second, third].map(({ id }) => sessions.find(id) !== undefined)).toEqual([true, false, true])
})

test('[SEC-5] a session ends when its time is over, or earlier with the token that it was exchanged for', async () => {
  const { clock, sessions, begin, follow, ends } = open()
  const [plain, short, long] = [begin(), begin('anna', clock.now() + 1_000), begin('anna', clock.now() + 9 * hour)]
  expect([plain, short, long].map(({ maxAgeMs }) => maxAgeMs)).toEqual([hour, 1_000, hour])
  follow(plain.id, 'plain')
  follow(short.id, 'short')
  await clock.advance({ ms: 999 })
  expect(sessions.find(short.id)).toBeDefined()
  await clock.advance({ ms: 1 })
  expect([sessions.find(short.id), ends]).toEqual([undefined, ['short: The session has expired.']])
  await clock.advance({ ms: hour - 1_001 })
  expect(sessions.find(plain.id)).toBeDefined()
  await clock.advance({ ms: 1 })
  expect([sessions.find(plain.id), sessions.find(long.id)]).toEqual([undefined, undefined])
})

test('[SEC-5] who comes to an ended session late still learns why it ended', () => {
  const { sessions, begin, host, ends } = open()
  const [signedOut, deactivated] = [begin(), begin('ben')]
  const found = [sessions.find(signedOut.id), sessions.find(deactivated.id)]
  sessions.end(signedOut.id)
  host.deactivate('ben')
  for (const session of found) session?.ended.subscribe(({ message }) => ends.push(message))
  expect(ends).toEqual(['You have signed out.', 'The user may no longer sign in.'])
})

test('[SEC-4] ids are random, and none of them is kept', () => {
  const { sessions, begin } = open({ sessionsPerUser: 100 })
  const ids = Array.from({ length: 100 }, () => begin().id)
  expect(new Set(ids).size).toBe(100)
  for (const id of ids) expect(id).toMatch(/^[\w-]{43}$/)
  expect(inspect(sessions.find(ids[0] ?? ''), { depth: 1 })).not.toContain(ids[0])
  expect(sessions.find('')).toBeUndefined()
})

test('a thousand sessions that begin and end leave no timer', async () => {
  const { clock, sessions, begin } = open({ sessionsPerUser: 5 })
  for (let round = 0; round < 1_000; round++) {
    const { id } = begin(round % 2 === 0 ? 'anna' : 'ben')
    if (round % 3 === 0) sessions.end(id)
    if (round % 100 === 99) await clock.advance({ ms: hour })
  }
  expect(clock.pending).toBe(0)
  begin()
  sessions[Symbol.dispose]()
  expect(clock.pending).toBe(0)
})
