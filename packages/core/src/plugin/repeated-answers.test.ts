import { createFakeClock } from '@tenure/testing'
import { firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { Outcome } from '../base/outcome.js'
import { createRepeatedAnswers } from './repeated-answers.js'

const refusal: Outcome<unknown> = { ok: false, problem: { code: 'access.denied', message: 'No.', details: { missing: 'x' } } }
function open(options?: { readonly keepMs?: number; readonly most?: number }) {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const answers = createRepeatedAnswers(clock, options)
  let runs = 0
  const ask = (key: string, input = 'i', outcome?: Outcome<unknown>) =>
    answers.once(key, input, async () => {
      runs += 1
      return outcome ?? { ok: true, value: runs }
    })
  return { clock, answers, ask, runs: () => runs }
}

test('[SDK-7] a repeated call gets the first answer; another key and another input do not', async () => {
  const { ask, runs } = open()
  expect([await ask('a'), await ask('a'), await ask('b')].map((outcome) => outcome.ok && outcome.value)).toEqual([1, 1, 2])
  expect(await ask('a', 'other input')).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  expect(runs()).toBe(2)
})

test('[SDK-7] a call that comes while the first is under way shares its answer', async () => {
  const { ask, runs } = open()
  const both = await Promise.all([ask('a'), ask('a')])
  expect(both[0]).toBe(both[1])
  expect(runs()).toBe(1)
})

test('[SDK-7] a refusal is not kept: the same key runs again, also with another input', async () => {
  const { ask, runs } = open()
  expect(await Promise.all([ask('a', 'i', refusal), ask('a', 'i', refusal)])).toEqual([refusal, refusal])
  expect(runs()).toBe(1)
  expect(await ask('a', 'better input')).toEqual({ ok: true, value: 2 })
  expect(await ask('a', 'better input')).toEqual({ ok: true, value: 2 })
})

test('[SDK-7] a late refusal does not forget the answer that came after it', async () => {
  const { answers, clock } = open({ keepMs: 1_000 })
  const slow = new Subject<Outcome<unknown>>()
  const first = answers.once('a', 'i', () => firstValueFrom(slow))
  await clock.advance({ ms: 2_000 })
  const second = await answers.once('a', 'i', async () => ({ ok: true, value: 'second' }))
  slow.next(refusal)
  expect(await first).toBe(refusal)
  expect(await answers.once('a', 'i', async () => ({ ok: true, value: 'third' }))).toBe(second)
})

test('[SDK-7] answers are kept for 24 hours', async () => {
  const { ask, clock } = open()
  await ask('a')
  await clock.advance({ ms: 86_399_999 })
  expect(await ask('a')).toEqual({ ok: true, value: 1 })
  await clock.advance({ ms: 1 })
  expect(await ask('a')).toEqual({ ok: true, value: 2 })
})

test('[SDK-7] beyond the most that are kept, the oldest go first', async () => {
  const { ask } = open({ most: 2 })
  for (const key of ['a', 'b', 'c', 'd']) await ask(key)
  expect(await ask('d')).toEqual({ ok: true, value: 4 })
  expect(await ask('c')).toEqual({ ok: true, value: 3 })
  expect(await ask('a')).toEqual({ ok: true, value: 5 })
})
