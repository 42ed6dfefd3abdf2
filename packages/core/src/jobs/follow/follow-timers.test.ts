import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import type { Instant } from '../../base/clock.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { Values } from '../../schema/value.js'
import type { FollowRunPort } from './follow-piece.js'
import { FollowTimers, lagMs } from './follow-timers.js'
import { type Followed, newFollowed } from './followed.js'
import { begin, jobId, jobOn } from './test-follow.js'

const timed = jobOn({ occasion: 'at', property: 'task.dueAt' }, 'task')
/** Timers of one job; `marks` and `tasks` are what its reader lists. */
function open({ marks = [], tasks = [], isClosed = () => false }: { marks?: Values[]; tasks?: Values[]; isClosed?: () => boolean } = {}) {
  const clock = createFakeClock(begin)
  const called: (readonly [string, Instant])[] = []
  const asked: { readonly type: string; readonly where?: unknown; readonly limit?: number }[] = []
  const list = async (_asker: unknown, query: (typeof asked)[number]) => {
    asked.push(query)
    const found = query.type === 'task' ? tasks : marks
    return { records: found.map((values, at) => ({ ref: { type: query.type, id: `${at}` }, version: '1', values })), total: found.length }
  }
  const runs = {
    ...{ jobs: () => [timed], schema: () => new Map(builtInTypes.map((type) => [type.name, type])) },
    ...{ workspaces: { all: () => [] }, roles: { in: () => new Map() } },
  } as unknown as FollowRunPort
  const timers = new FollowTimers({
    ...{ clock, reader: { list } as never, runs, isClosed },
    want: () => void called.push(['want', clock.now() - begin]),
    lookAgain: () => void called.push(['look', clock.now() - begin]),
  })
  const followed: Followed = newFollowed(jobId)
  return { clock, called, asked, timers, followed }
}

test('a job is looked at again at the earliest instant that it waits for, once', async () => {
  const { clock, called, timers, followed } = open()
  timers.arm(followed, begin + 50)
  timers.arm(followed, begin + 90)
  timers.arm(followed, begin + 50)
  expect(clock.pending).toBe(1)
  timers.arm(followed, begin + 20)
  expect([clock.pending, followed.timer?.at]).toEqual([1, begin + 20])
  await clock.advance({ ms: 100 })
  expect([called, followed.timer]).toEqual([[['want', 20]], undefined])
  timers.arm(followed, begin + 200)
  await clock.advance({ ms: 100 })
  expect(called[1]).toEqual(['want', 200])
})

test('a job whose place gets old is looked at an hour after the first commit that it passed over', async () => {
  const { clock, called, timers, followed } = open()
  expect(lagMs).toBe(3_600_000)
  timers.lag(followed)
  await clock.advance({ ms: 1_000 })
  timers.lag(followed)
  expect(clock.pending).toBe(1)
  await clock.advance({ ms: lagMs })
  expect([called, followed.lag]).toEqual([[['want', lagMs]], undefined])
})

test('a segment that changes as time passes is looked at then, by its latest instant', async () => {
  const { clock, called, timers, followed } = open()
  const waits = async (until: Instant) => {
    followed.interest = { until, called: () => undefined }
    await timers.armNext(followed, jobOn())
  }
  await waits(begin + 500)
  await waits(begin + 500)
  expect(clock.pending).toBe(1)
  await waits(begin + 700)
  expect(clock.pending).toBe(1)
  await clock.advance({ ms: 800 })
  expect([called, followed.look]).toEqual([[['look', 700]], undefined])
})

test('what failed is tried again at its time, which is looked up once', async () => {
  const { clock, called, asked, timers, followed } = open({ marks: [{ dueAt: begin + 300 }] })
  await timers.armNext(followed, jobOn())
  await timers.armNext(followed, jobOn())
  expect([followed.retryAt, asked.length]).toEqual([begin + 300, 1])
  await clock.advance({ ms: 300 })
  expect(called).toEqual([['want', 300]])
})

test('a job by time waits for the next instant behind the one up to which all is done', async () => {
  const { clock, called, asked, timers, followed } = open({ tasks: [{ dueAt: begin + 400 }] })
  followed.retryAt = undefined
  await timers.armNext(followed, timed)
  followed.place = { cursor: 'c', at: begin, due: begin - 5 }
  await timers.armNext(followed, timed)
  const query = { type: 'task', select: ['dueAt'], orderBy: [{ by: 'task.dueAt', direction: 'ascending' }], limit: 1 }
  expect(asked).toEqual([begin, begin - 5].map((value) => ({ ...query, where: { test: 'after', property: 'task.dueAt', value } })))
  await clock.advance({ ms: 400 })
  expect(called).toEqual([['want', 400]])
  const none = open({ tasks: [{ dueAt: null }] })
  none.followed.retryAt = undefined
  await none.timers.armNext(none.followed, timed)
  expect(none.clock.pending).toBe(0)
})

test('a host that closes waits for nothing any longer', async () => {
  let isClosed = false
  const { clock, timers, followed } = open({ isClosed: () => isClosed })
  followed.interest = { until: begin + 10, called: () => undefined }
  followed.retryAt = begin + 20
  await timers.armNext(followed, jobOn())
  timers.lag(followed)
  expect(clock.pending).toBe(3)
  timers.stop(followed)
  expect(clock.pending).toBe(0)
  timers.stop(newFollowed(jobId))
  isClosed = true
  const other = newFollowed(jobId)
  other.interest = followed.interest
  other.retryAt = begin + 20
  await timers.armNext(other, jobOn())
  timers.lag(other)
  expect(clock.pending).toBe(0)
})
