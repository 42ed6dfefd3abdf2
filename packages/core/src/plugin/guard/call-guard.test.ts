import { createFakeClock } from '@tenure/testing'
import { EMPTY, firstValueFrom, NEVER, type Observable, of, Subject, throwError } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Contribution } from '../../contract/contribution.js'
import { TenureError } from '../../errors/tenure-error.js'
import { checkAnswer, ended, judge, takeFirst, toStream } from './call-guard.js'
import { emptyAnswer, lateAnswer } from './stream-guard.js'

const contribution = { kind: 'provider', id: 'acme.x/list' } as unknown as Contribution
const blamed = { plugin: 'acme.x', contribution, answerMs: 1_500 }
const broken = (because: string) => ({
  ...{
    code: 'plugin.broken',
    message: `The plugin acme.x is broken. ${because}`,
    details: { plugin: 'acme.x', contribution: 'acme.x/list' },
  },
})

test('[PLUGIN-10] what a plugin does wrong is its own fault, and tells no cause', () => {
  expect(judge(lateAnswer, blamed)).toEqual({ problem: broken('acme.x/list did not answer within 1.5 s.'), own: true })
  expect(judge(emptyAnswer, blamed)).toEqual({ problem: broken('acme.x/list ended without an answer.'), own: true })
  expect(judge(new Error('secret'), blamed)).toEqual({ problem: broken('acme.x/list failed.'), own: true })
})

test('[PLUGIN-11] a refusal is the fault of the plugin only where that plugin is broken', () => {
  const refusal = new TenureError('record.not-found', 'Gone.', { record: { type: 'company', id: 'c' } })
  const of = (plugin: string) => new TenureError('plugin.broken', 'Broken.', { plugin, contribution: 'x' })
  const all = [refusal, of('acme.x'), of('acme.y')]
  expect(all.map((error) => judge(error, blamed))).toEqual(all.map(({ problem }, at) => ({ problem, own: at === 1 })))
})

test('[PLUGIN-10] an answer is given as its schema has it; one off it is refused with the first thing that is wrong', () => {
  const schema = z.strictObject({ total: z.int(), name: z.string().default('none') })
  expect(checkAnswer(schema, { total: 1 }, blamed)).toEqual({ total: 1, name: 'none' })
  const wrong = { total: 'many', name: 5 }
  try {
    checkAnswer(schema, wrong, blamed)
    expect.unreachable()
  } catch (error) {
    const { problem, cause } = error as TenureError
    expect(problem).toEqual({ ...broken(''), message: expect.any(String) })
    expect(problem.message).toMatch(
      /^The plugin acme\.x is broken\. acme\.x\/list gave an answer that does not fit its schema: total: [^;]*$/,
    )
    expect(cause).toMatchObject([{ path: ['total'] }, { path: ['name'] }])
  }
})

test('[SDK-6] an answer is an observable or a promise, of any kind; nothing else is one', async () => {
  const stream = of(1)
  expect(toStream(stream)).toBe(stream)
  // biome-ignore lint/suspicious/noThenProperty: a promise of another library.
  const thenable = { then: (resolve: (value: number) => void) => resolve(2) }
  expect([await firstValueFrom(toStream(Promise.resolve(3))), await firstValueFrom(toStream(thenable))]).toEqual([3, 2])
  const message = 'A provider answers with an observable or a promise.'
  for (const none of [1, 'x', null, undefined, {}, () => of(1)]) expect(() => toStream(none)).toThrow(new TypeError(message))
})

/** The first value of a source, by a stopped clock. */
function take(open: (signal: AbortSignal) => Observable<unknown>, left?: AbortSignal) {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const stopped = new Subject<void>()
  let signal: AbortSignal | undefined
  const taken = takeFirst(
    (given) => {
      signal = given
      return open(given)
    },
    { ...blamed, clock, stopped, left, onFault: () => undefined },
  ).catch((error: unknown) => (error instanceof TenureError ? error.problem : error))
  return { clock, stopped, taken, signal: () => signal }
}
const unavailable = (because: string) => ({
  ...{ code: 'plugin.unavailable', message: `The plugin acme.x is not available. ${because}`, details: { plugin: 'acme.x', because } },
})

test('[PLUGIN-10] the first whole value is taken; then the source is left, its signal aborts and no timer stays', async () => {
  const source = new Subject<unknown>()
  const { clock, stopped, taken, signal } = take(() => source)
  expect(clock.pending).toBe(1)
  source.next('a')
  source.next('b')
  expect([await taken, source.observed, stopped.observed, signal()?.aborted, signal()?.reason, clock.pending]).toEqual([
    'a',
    false,
    false,
    true,
    ended,
    0,
  ])
})

test('[PLUGIN-10] what does not answer in time, ends without an answer, fails or throws is told apart', async () => {
  const late = take(() => NEVER)
  await late.clock.advance({ ms: 1_499 })
  expect(late.clock.pending).toBe(1)
  await late.clock.advance({ ms: 1 })
  expect([await late.taken, late.signal()?.aborted]).toEqual([lateAnswer, true])
  const failure = new Error('x')
  const throwing = () => {
    throw failure
  }
  expect([await take(() => EMPTY).taken, await take(() => throwError(() => failure)).taken, await take(throwing).taken]).toEqual([
    emptyAnswer,
    failure,
    failure,
  ])
})

test('[SEC-17] work that says how far it is has as much time again, each time', async () => {
  const source = new Subject<unknown>()
  const { clock, taken } = take(() => source)
  for (let step = 0; step < 3; step++) {
    await clock.advance({ ms: 1_400 })
    source.next({ rows: [], progress: 0.1 * step })
    expect(clock.pending).toBe(1)
  }
  await clock.advance({ ms: 1_500 })
  expect([await taken, clock.pending]).toEqual([lateAnswer, 0])
})

test('[SDK-4] a call ends when its plugin stops or its caller leaves; one that left before asks nothing', async () => {
  const stopping = take(() => NEVER)
  stopping.stopped.next()
  expect(await stopping.taken).toEqual(unavailable('It was stopped.'))
  const controller = new AbortController()
  const leaving = take(() => NEVER, controller.signal)
  controller.abort()
  expect([await leaving.taken, leaving.clock.pending]).toEqual([unavailable('The caller has left.'), 0])
  const before = take(() => of(1), controller.signal)
  expect([await before.taken, before.signal(), before.clock.pending]).toEqual([unavailable('The caller has left.'), undefined, 0])
})

test('[SDK-4] a caller’s signal is let go of after the answer', async () => {
  const heard: string[] = []
  const left = {
    aborted: false,
    addEventListener: (_: string, listener: () => void) => heard.push(`+${listener.name}`),
    removeEventListener: (_: string, listener: () => void) => heard.push(`-${listener.name}`),
  } as unknown as AbortSignal
  expect(await take(() => of(1), left).taken).toBe(1)
  expect(heard).toEqual(['+leave', '-leave'])
})
