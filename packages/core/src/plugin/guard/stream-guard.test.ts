import { createFakeClock } from '@tenure/testing'
import { concat, NEVER, type Observable, of, Subject, throwError } from 'rxjs'
import { expect, test } from 'vitest'
import type { Frame } from '../../contract/frame.js'
import type { Problem } from '../../errors/tenure-error.js'
import type { Breaker } from './breaker.js'
import { emptyAnswer, guardStream, isWorthRetrying, lateAnswer } from './stream-guard.js'

const problem = (code: string, message: string): Problem => ({ code, message, details: {} }) as never
/** A stream that opens what it is given next, and what happened: frames, and what the breaker heard. */
function guarded(...given: readonly (() => Observable<unknown>)[]) {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const [frames, told, reasons, signals]: [Frame<unknown>[], string[], unknown[], AbortSignal[]] = [[], [], [], []]
  const [stopped, revive] = [new Subject<void>(), new Subject<void>()]
  const breaker = { openUntil: undefined as number | undefined }
  const left = [...given]
  const pass = { succeed: () => told.push('succeed'), fail: () => told.push('fail'), leave: () => told.push('leave') }
  const enter = () => {
    told.push('enter')
    return breaker.openUntil ?? pass
  }
  const running = guardStream({
    ...{ clock, answerMs: 5_000, stopped, revive },
    breaker: { enter } as unknown as Breaker,
    open: (signal) => {
      signals.push(signal)
      return (left.shift() ?? (() => NEVER))()
    },
    check: (value) => {
      if (value === 'off') throw new Error('off the schema')
      return `checked ${String(value)}`
    },
    judge: (error) => {
      reasons.push(error)
      const denied = error instanceof Error && error.message === 'denied'
      return denied
        ? { problem: problem('access.denied', 'Denied.'), own: false }
        : { problem: problem('plugin.broken', 'Broken.'), own: true }
    },
    switchedOff: (until) => problem('plugin.unavailable', `Until ${until - clock.now()}.`),
  })((frame) => frames.push(frame))
  const states = () => frames.map((frame) => (frame.state === 'live' ? frame.value : frame.problem?.message))
  return { clock, frames, states, told, reasons, signals, stopped, revive, breaker, running }
}
const fails = () => throwError(() => new Error('boom'))

test('[SDK-5] values are checked and sent with their time; the first says that the plugin answers', () => {
  const values = new Subject<unknown>()
  const run = guarded(() => values)
  values.next(1)
  values.next(2)
  expect(run.frames).toEqual([1, 2].map((value) => ({ state: 'live', value: `checked ${value}`, asOf: run.clock.now() })))
  expect(run.told).toEqual(['enter', 'succeed'])
  expect(run.clock.pending).toBe(0)
  run.running[Symbol.dispose]()
  values.next(3)
  expect(run.frames).toHaveLength(2)
  expect([run.signals[0]?.aborted, values.observed, run.revive.observed, run.stopped.observed]).toEqual([true, false, false, false])
})

test('[SDK-5] a stream that fails starts again after 1, 2, 4 seconds, and at most a minute; an answer starts that over', async () => {
  const run = guarded(...Array.from({ length: 7 }, () => fails), () => concat(of(1), fails()))
  const waits: number[] = []
  for (let step = 0; step < 8; step += 1) {
    const before = run.signals.length
    const began = run.clock.now()
    while (run.signals.length === before) await run.clock.advance({ ms: 500 })
    waits.push((run.clock.now() - began) / 1000)
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 1])
  expect(run.told.slice(0, 3)).toEqual(['enter', 'fail', 'leave'])
  expect(run.states().slice(0, 2)).toEqual(['Broken.', 'Broken.'])
})

test('[SDK-5] no answer in time, and an end without one, are failures; an end after an answer is none', async () => {
  const late = guarded(() => NEVER)
  await late.clock.advance({ ms: 4_999 })
  expect(late.reasons).toEqual([])
  await late.clock.advance({ ms: 1 })
  expect(late.reasons).toEqual([lateAnswer])
  expect(late.signals[0]?.aborted).toBe(true)
  const empty = guarded(() => of())
  expect(empty.reasons).toEqual([emptyAnswer])
  const ended = guarded(() => of(1))
  expect([ended.reasons, ended.states()]).toEqual([[], ['checked 1']])
})

test('[SDK-5] a value off its schema and a throw at the start are failures of the plugin; later ones are counted too', () => {
  const off = guarded(() => of('off', 2))
  expect([off.states(), off.told]).toEqual([['Broken.'], ['enter', 'fail', 'leave']])
  const thrown = guarded(() => {
    throw new Error('boom')
  })
  expect(thrown.states()).toEqual(['Broken.'])
  const values = new Subject<unknown>()
  const later = guarded(() => values)
  values.next(1)
  values.next('off')
  values.next(2)
  expect(later.states()).toEqual(['checked 1', 'Broken.'])
  expect(later.told).toEqual(['enter', 'succeed', 'enter', 'fail', 'leave'])
})

test('[ACC-9] what is refused for a missing right is not tried again until rights change, and is no fault of the plugin', async () => {
  const denied = () => throwError(() => new Error('denied'))
  const run = guarded(denied, () => of(1))
  expect([run.states(), run.told, run.clock.pending]).toEqual([['Denied.'], ['enter', 'leave'], 0])
  await run.clock.advance({ ms: 120_000 })
  expect(run.signals).toHaveLength(1)
  run.revive.next()
  expect(run.states()).toEqual(['Denied.', 'checked 1'])
  run.revive.next()
  expect(run.signals).toHaveLength(2)
})

test('[SDK-5] while a plugin is switched off its stream says until when, and starts then', async () => {
  const run = guarded(fails, () => of(1))
  run.breaker.openUntil = run.clock.now() + 9_000
  await run.clock.advance({ ms: 1_000 })
  expect(run.states()).toEqual(['Broken.', 'Until 8000.'])
  run.breaker.openUntil = undefined
  await run.clock.advance({ ms: 7_999 })
  expect(run.signals).toHaveLength(1)
  await run.clock.advance({ ms: 1 })
  expect(run.states().at(-1)).toBe('checked 1')
})

test('[SDK-4] a stream whose plugin stops, or that nobody watches, starts no more', async () => {
  for (const end of ['stopped', 'disposed'] as const) {
    const run = guarded(fails)
    if (end === 'stopped') run.stopped.next()
    else run.running[Symbol.dispose]()
    expect(run.clock.pending).toBe(0)
    await run.clock.advance({ ms: 5_000 })
    run.revive.next()
    expect(run.signals).toHaveLength(1)
  }
})

test('[SDK-5] a retry may help, but for a wrong input, a missing right or a wrong configuration', () => {
  const codes = ['input.invalid', 'access.denied', 'config.invalid', 'plugin.broken', 'storage.failed', 'inputs.x']
  expect(codes.map((code) => isWorthRetrying(problem(code, '')))).toEqual([false, false, false, true, true, true])
})
