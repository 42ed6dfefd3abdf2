import { expect, test } from 'vitest'
import type { Job } from '../../contract/job/job.js'
import { firstValues, type JobEnd, type JobRecord, refOfJob, toJobRecord, valuesAfter } from './job-record.js'

const minute = 60_000
const hour = 3_600_000
const counts = { done: 1, kept: 2, left: 3, failed: 4 }
const job = (on: object): Job => ({ id: 'acme.x/do', title: 'Do', on }) as unknown as Job
const hourly = job({ occasion: 'every', every: { ms: hour } })
const daily = job({ occasion: 'every', every: { days: 1 } })
const following = job({ occasion: 'changes', links: [], kinds: [] })
const before = (more: Partial<JobRecord> = {}): JobRecord => ({ job: 'acme.x/do', nextAt: 10 * hour, failures: 0, ...more })
const end = (endedAt: number, more: Partial<JobEnd> = {}): JobEnd => ({ state: 'done', startedAt: endedAt - 5, endedAt, counts, ...more })
const next = (of: Job, was: JobRecord, ended: JobEnd) => {
  const { nextAt, failures } = valuesAfter(of, was, ended)
  return [nextAt, failures]
}

test('the record of a job follows from its id, and a new one runs as soon as it can', () => {
  expect(refOfJob('acme.x/do')).toEqual(refOfJob('acme.x/do'))
  expect(refOfJob('acme.x/do').type).toBe('job')
  expect(refOfJob('acme.x/do').id).not.toBe(refOfJob('acme.x/other').id)
  expect(firstValues(hourly, 'acme.x', 7)).toEqual({ name: 'Do', job: 'acme.x/do', plugin: 'acme.x', nextAt: 7, failures: 0 })
})

test('a job that has never run has no last run, no place and none that is going on', () => {
  expect(toJobRecord({ values: {} })).toEqual({ job: '', nextAt: 0, failures: 0 })
  expect(toJobRecord({ values: { job: 'a/b', nextAt: 5, failures: 2, place: null, going: null } })).toEqual({
    ...{ job: 'a/b', nextAt: 5, failures: 2 },
  })
})

test('what came of the last run is read as it was written', () => {
  const after = valuesAfter(hourly, before(), end(10 * hour, { run: 'r1', problem: 'Bad', state: 'failed' }))
  expect(toJobRecord({ values: { job: 'a/b', ...after, place: { cursor: 'c' }, going: 'r2' } })).toEqual({
    ...{ job: 'a/b', nextAt: 10 * hour + minute, failures: 1, place: { cursor: 'c' }, going: 'r2' },
    last: {
      ...{ state: 'failed', startedAt: 10 * hour - 5, endedAt: 10 * hour, run: 'r1', problem: 'Bad' },
      counts: { done: 1, kept: 0, left: 3, failed: 4 },
    },
  })
  expect(valuesAfter(hourly, before(), end(10 * hour))).toEqual({
    ...{ name: 'Do', nextAt: 11 * hour, failures: 0, state: 'done', startedAt: 10 * hour - 5, endedAt: 10 * hour },
    ...{ done: 1, left: 3, failed: 4, run: null, problem: null },
  })
})

test('a job keeps to its beat, and makes up for none that it missed', () => {
  expect(next(hourly, before({ failures: 3 }), end(10 * hour + 1))).toEqual([11 * hour, 0])
  expect(next(hourly, before(), end(11 * hour - 1))).toEqual([11 * hour, 0])
  expect(next(hourly, before(), end(11 * hour))).toEqual([12 * hour, 0])
  expect(next(hourly, before(), end(20 * hour + 5))).toEqual([21 * hour, 0])
  // One that somebody ran before its time.
  expect(next(hourly, before(), end(8 * hour))).toEqual([11 * hour, 0])
  expect(next(daily, before(), end(10 * hour))).toEqual([34 * hour, 0])
  expect(next(job({ occasion: 'every', every: { days: 1, ms: hour } }), before(), end(10 * hour))).toEqual([35 * hour, 0])
})

test('a job that failed is tried again after a minute, then after twice the pause each time, up to its beat', () => {
  const failed = (failures: number, of = daily) => next(of, before({ failures }), end(10 * hour, { state: 'failed' }))
  expect([0, 1, 2, 3, 9, 10].map((failures) => failed(failures)[0])).toEqual([
    ...[1, 2, 4, 8, 512, 1_024].map((minutes) => 10 * hour + minutes * minute),
  ])
  expect(failed(11)).toEqual([34 * hour, 12])
  expect(failed(500)).toEqual([34 * hour, 501])
  expect(failed(5, hourly)).toEqual([10 * hour + 32 * minute, 6])
  expect(failed(6, hourly)).toEqual([11 * hour, 7])
})

test('a job that follows changes waits an hour at most, and keeps its instant where it did not fail', () => {
  expect(next(following, before(), end(50 * hour))).toEqual([10 * hour, 0])
  expect(next(following, before({ failures: 2 }), end(50 * hour, { state: 'failed' }))).toEqual([50 * hour + 4 * minute, 3])
  expect(next(following, before({ failures: 30 }), end(50 * hour, { state: 'failed' }))).toEqual([51 * hour, 31])
  expect(next(following, before({ failures: 2 }), end(50 * hour, { state: 'cancelled' }))).toEqual([10 * hour, 0])
})
