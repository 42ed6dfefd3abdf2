import { inspect } from 'node:util'
import { getValue, silentLog } from '@tenure/core'
import { TenureError } from '@tenure/core/contract'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { defaultLimits } from '../limits.js'
import { Sessions } from './sessions.js'

const hour = 3_600_000
function open(limits = {}) {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const host = new InMemoryHost()
  const options = { host, limits: { ...defaultLimits, sessionMs: hour, ...limits }, timing: clock, log: silentLog }
  const sessions = new Sessions(options)
  const begin = async (user = 'anna', endsAt?: number) => getValue(await sessions.begin({ user, ...(endsAt !== undefined && { endsAt }) }))
  const ends: string[] = []
  const follow = (id: string, name: string) => sessions.find(id)?.ended.subscribe(({ message }) => ends.push(`${name}: ${message}`))
  return { clock, host, sessions, begin, follow, ends, restart: () => new Sessions(options) }
}

test('[SEC-5] beyond the limit the session of the user that was used least recently ends, and no other', async () => {
  const { sessions, begin, follow, ends } = open({ sessionsPerUser: 3 })
  const other = await begin('ben')
  const own: string[] = []
  for (let at = 0; at < 5; at++) {
    own.push((await begin()).id)
    follow(own[at] ?? '', `session ${at}`)
    sessions.find(own[0] ?? '')
  }
  expect(own.map((id) => sessions.find(id) !== undefined)).toEqual([true, false, false, true, true])
  expect(ends).toEqual(['session 1', 'session 2'].map((name) => `${name}: The user has signed in elsewhere too often.`))
  expect(sessions.find(other.id)?.user).toBe('ben')
})

test('[SEC-5] a session that ended makes room for the next one', async () => {
  const { sessions, begin } = open({ sessionsPerUser: 2 })
  const [first, second] = [await begin(), await begin()]
  await sessions.end(second.id)
  const third = await begin()
  expect([first, second, third].map(({ id }) => sessions.find(id) !== undefined)).toEqual([true, false, true])
})

test('[SEC-5] a session ends when its time is over, or earlier with the token that it was exchanged for', async () => {
  const { clock, sessions, begin, follow, ends } = open()
  const [plain, short, long] = [await begin(), await begin('anna', clock.now() + 1_000), await begin('anna', clock.now() + 9 * hour)]
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

test('[SEC-5] a session that was left does not come back while the store still keeps it, nor where the store refuses to forget it', async () => {
  const { host, sessions, begin, restart } = open()
  const forget = host.sessions.end
  let isRefused = true
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const refusal = new TenureError('storage.failed', 'The disk is full.', { transient: true })
  const end: typeof forget = async (ids) => {
    await held
    return isRefused ? { ok: false, problem: refusal.problem } : forget(ids)
  }
  Object.assign(host.sessions, { end })
  const { id } = await begin()
  const left = sessions.end(id)
  expect(sessions.find(id)).toBeUndefined()
  release()
  expect(await left).toMatchObject({ ok: false })
  expect(sessions.find(id)).toBeUndefined()
  isRefused = false
  expect(await sessions.end(id)).toEqual({ ok: true, value: undefined })
  expect([sessions.find(id), restart().find(id)]).toEqual([undefined, undefined])
})

test('[SEC-5] who comes to an ended session late still learns why it ended', async () => {
  const { sessions, begin, host, ends } = open()
  const [signedOut, deactivated] = [await begin(), await begin('ben')]
  const found = [sessions.find(signedOut.id), sessions.find(deactivated.id)]
  await sessions.end(signedOut.id)
  host.deactivate('ben')
  for (const session of found) session?.ended.subscribe(({ message }) => ends.push(message))
  expect(ends).toEqual(['You have signed out.', 'The user may no longer sign in.'])
})

test('[SEC-4] ids are random, and none of them is kept', async () => {
  const { host, sessions, begin } = open({ sessionsPerUser: 100 })
  const ids = await Promise.all(Array.from({ length: 100 }, async () => (await begin()).id))
  expect(new Set(ids).size).toBe(100)
  for (const id of ids) expect(id).toMatch(/^[\w-]{43}$/)
  expect(inspect(sessions.find(ids[0] ?? ''), { depth: 1 })).not.toContain(ids[0])
  const kept = JSON.stringify(host.sessions.all())
  expect(ids.filter((id) => kept.includes(id))).toEqual([])
  expect(host.sessions.all().filter(({ id }) => sessions.find(id) !== undefined)).toEqual([])
  expect(sessions.find('')).toBeUndefined()
})

test('a thousand sessions that begin and end leave no timer', async () => {
  const { clock, sessions, begin } = open({ sessionsPerUser: 5 })
  for (let round = 0; round < 1_000; round++) {
    const { id } = await begin(round % 2 === 0 ? 'anna' : 'ben')
    if (round % 3 === 0) await sessions.end(id)
    if (round % 100 === 99) await clock.advance({ ms: hour })
  }
  expect(clock.pending).toBe(0)
  await begin()
  sessions[Symbol.dispose]()
  expect(clock.pending).toBe(0)
})

test('[SEC-5] after a restart sessions go on to the instant at which they were to end, and those that have ended do not', async () => {
  const { clock, host, sessions, begin, restart } = open()
  const [good, left, gone] = [await begin(), await begin(), await begin('ben')]
  await clock.advance({ ms: 1_000 })
  await sessions.end(left.id)
  sessions[Symbol.dispose]()
  host.deactivate('ben')
  const next = restart()
  expect([good, left, gone].map(({ id }) => next.find(id)?.user)).toEqual(['anna', undefined, undefined])
  await clock.advance({ ms: hour - 1_001 })
  expect(next.find(good.id)).toBeDefined()
  await clock.advance({ ms: 1 })
  expect([next.find(good.id), host.sessions.all()]).toEqual([undefined, []])
})

test('[ACC-13] a session in use is noted in the store once in four minutes, so its user is here all the time', async () => {
  const { clock, host, sessions, begin } = open()
  const { id } = await begin()
  const began = clock.now()
  const noted: number[] = []
  for (let minute = 0; minute < 25; minute++) {
    await clock.advance({ ms: 60_000 })
    sessions.find(id)
    noted.push(((host.sessions.all()[0]?.usedAt ?? 0) - began) / 60_000)
  }
  expect([...new Set(noted)]).toEqual([0, 4, 8, 12, 16, 20, 24])
})

test('[SEC-5] a session that another process ends is over here too, and one that it begins is good', async () => {
  const { host, begin, follow, ends, sessions, restart } = open()
  const { id } = await begin()
  follow(id, 'first')
  const other = restart()
  const second = getValue(await other.begin({ user: 'anna' }))
  expect(sessions.find(second.id)?.user).toBe('anna')
  await other.end(id)
  expect([sessions.find(id), ends, host.sessions.all().length]).toEqual([undefined, ['first: The session has ended.'], 1])
})

test('[SEC-5] after a restart too, the session that was used least recently makes room', async () => {
  const { clock, host, restart } = open({ sessionsPerUser: 3 })
  const endsAt = clock.now() + hour
  for (const [id, usedAt] of [
    ['middle', 2],
    ['oldest', 1],
    ['newest', 3],
  ] as const)
    await host.sessions.begin({ id, user: 'anna', createdAt: 0, usedAt, endsAt })
  const sessions = restart()
  await sessions.begin({ user: 'anna' })
  expect(host.sessions.all().map(({ id }) => id)).toEqual(['middle', 'newest', expect.stringMatching(/^[\w-]{43}$/)])
  sessions[Symbol.dispose]()
})
