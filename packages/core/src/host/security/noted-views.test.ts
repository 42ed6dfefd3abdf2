import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import type { Outcome } from '../../base/outcome.js'
import { createNotedViews, ownSummary } from './noted-views.js'

const noted: Outcome<void> = { ok: true, value: undefined }
const refused: Outcome<void> = { ok: false, problem: ownSummary }
const minuteMs = 60_000

/** Views of others, and how often each was written to the audit. */
function start() {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const views = createNotedViews(clock)
  const written: string[] = []
  const note = (key: string, outcome = noted) =>
    views.note(key, async () => {
      written.push(key)
      return outcome
    })
  return { clock, note, written }
}

test('[SEC-13] [SUM-8] a look that goes on is one entry, until nothing was asked for half an hour', async () => {
  const { clock, note, written } = start()
  expect(await note('ben')).toEqual(noted)
  await clock.advance({ ms: 30 * minuteMs - 1 })
  expect(await note('ben')).toEqual(noted)
  await clock.advance({ ms: 30 * minuteMs - 1 })
  await note('ben')
  expect(written).toEqual(['ben'])
  await clock.advance({ ms: 30 * minuteMs })
  await note('ben')
  await note('carl')
  expect(written).toEqual(['ben', 'ben', 'carl'])
})

test('[SEC-13] [SUM-8] questions at the same time wait for one entry; one that the audit does not take is tried again', async () => {
  const { note, written } = start()
  expect(await Promise.all([note('ben', refused), note('ben')])).toEqual([refused, refused])
  expect(written).toEqual(['ben'])
  expect(await note('ben')).toEqual(noted)
  expect(await note('ben', refused)).toEqual(noted)
  expect(written).toEqual(['ben', 'ben'])
})

test('[SEC-13] [SUM-8] a late refusal of an old look does not end a newer one', async () => {
  const { clock, note, written } = start()
  const views = createNotedViews(clock)
  let refuse: (outcome: Outcome<void>) => void = () => {}
  const old = views.note('ben', () => new Promise((resolve) => (refuse = resolve)))
  await clock.advance({ ms: 31 * minuteMs })
  let times = 0
  const write = async (): Promise<Outcome<void>> => {
    times += 1
    return noted
  }
  await views.note('ben', write)
  refuse(refused)
  expect(await old).toEqual(refused)
  await views.note('ben', write)
  expect([times, await note('ben'), written]).toEqual([1, noted, ['ben']])
})

test('[SUM-8] the own Summary is not viewed as that of another', () => {
  expect(ownSummary).toEqual({
    code: 'access.denied',
    message: 'This is your own Summary. Name another user to view it as.',
    details: { missing: 'another user' },
  })
})
