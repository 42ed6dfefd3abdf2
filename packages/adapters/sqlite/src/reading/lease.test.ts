import { getEventListeners } from 'node:events'
import { createFakeClock } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { Lease } from './lease.js'
import type { ReaderReply, ReaderRequest } from './read-job.js'
import { died, type Reader } from './reader.js'

const start = Date.parse('2026-06-30T12:00:00Z')
const job = { statements: [{ sql: 'SELECT 1', values: [] }] }

/** A lease of a reader that answers as `replies` say, one after the other; what it was asked, and how it ended. */
function lease(...replies: readonly (ReaderReply | Error | typeof died | Promise<ReaderReply>)[]) {
  const asked: ReaderRequest[] = []
  const ended: boolean[] = []
  const reader = {
    ask: async (request: ReaderRequest) => {
      const reply = replies[asked.push(request) - 1]
      if (reply === died || reply instanceof Error) throw reply
      return reply
    },
  } as unknown as Reader
  const clock = createFakeClock(start)
  const caller = new AbortController()
  const made = new Lease(reader, { io: { signal: caller.signal, deadline: start + 10 }, clock, end: (isFree) => void ended.push(isFree) })
  const left = () => [clock.pending, getEventListeners(caller.signal, 'abort').length]
  return { lease: made, asked, ended, caller, clock, left }
}
const row = (value: number) => [value]

test('a job gives the rows of its statements, and the process is free when it is over', async () => {
  const { lease: given, asked, ended, left } = lease({ results: [[row(1)], []] })
  expect(await given.begin(job)).toEqual([[[1]], []])
  expect([asked, ended, left()]).toEqual([[{ job }], [], [1, 1]])
  given.finish()
  expect([ended, left()]).toEqual([[true], [0, 0]])
  given.end()
  given.finish()
  expect(ended).toEqual([true])
})

test('a job that is ended in its middle leaves a process that cannot go on', () => {
  const { lease: given, ended, left } = lease()
  given.end()
  given.finish()
  expect([ended, left()]).toEqual([[false], [0, 0]])
})

test('the next part is read while one is taken, and an empty one is the end', async () => {
  const { lease: given, asked, ended } = lease({ part: [row(1), row(2)] }, { part: [row(3)] }, { part: [] })
  const parts = given.parts()
  expect(await parts.next()).toEqual({ done: false, value: [[1], [2]] })
  expect(asked).toEqual([{ next: true }, { next: true }])
  expect(await parts.next()).toEqual({ done: false, value: [[3]] })
  expect([asked.length, ended]).toEqual([3, []])
  expect(await parts.next()).toEqual({ done: true, value: undefined })
  expect([asked.length, ended]).toEqual([3, [true]])
})

test('what SQLite says is thrown as its error, at the part that it is about', async () => {
  const failed = { failed: { message: 'no such table', code: 'SQLITE_ERROR' } }
  await expect(lease(failed).lease.begin(job)).rejects.toMatchObject({
    name: 'SqliteError',
    message: 'no such table',
    code: 'SQLITE_ERROR',
  })
  const { lease: given, ended } = lease({ part: [row(1)] }, failed)
  const parts = given.parts()
  expect(await parts.next()).toEqual({ done: false, value: [[1]] })
  await expect(parts.next()).rejects.toMatchObject({ name: 'SqliteError', message: 'no such table' })
  expect(ended).toEqual([])
})

test('a process that dies is reported as such', async () => {
  await expect(lease(died).lease.begin(job)).rejects.toBe(died)
})

test('an answer of another form has no rows', async () => {
  expect(await lease({ part: [row(1)] }).lease.begin(job)).toEqual([])
  expect(
    await lease({ results: [[row(1)]] })
      .lease.parts()
      .next(),
  ).toEqual({ done: true, value: undefined })
})

test('a caller that leaves ends the job, and every later question fails with the reason', async () => {
  const { lease: given, asked, ended, caller, left } = lease({ results: [] }, { results: [] })
  await given.begin(job)
  caller.abort('left')
  expect([ended, left()]).toEqual([[false], [0, 0]])
  await expect(given.begin(job)).rejects.toBe('left')
  await expect(given.parts().next()).rejects.toBe('left')
  expect([asked.length, ended]).toEqual([1, [false]])
})

test('a question that is open when the time is up fails for that, and not for the process that was stopped', async () => {
  let die: (reason: unknown) => void = () => undefined
  const open = new Promise<ReaderReply>((_, reject) => {
    die = reject
  })
  const { lease: given, ended, clock } = lease(open)
  const answer = expect(given.begin(job)).rejects.toMatchObject({
    code: 'storage.failed',
    message: expect.stringContaining('took too long'),
  })
  await clock.advance({ ms: 10 })
  expect(ended).toEqual([false])
  die(died)
  await answer
})

test('a part that fails after the reader has gone troubles nobody', async () => {
  const parts = lease({ part: [row(1)] }, died).lease.parts()
  await parts.next()
  const unhandled: unknown[] = []
  const note = (reason: unknown) => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  onTestFinished(() => void process.off('unhandledRejection', note))
  await parts.return(undefined)
  await new Promise(setImmediate)
  expect(unhandled).toEqual([])
})
