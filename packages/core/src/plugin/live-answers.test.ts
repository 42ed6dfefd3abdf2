import { createFakeClock } from '@tenure/testing'
import { Subject, Subscription } from 'rxjs'
import { expect, test } from 'vitest'
import type { Frame } from '../contract/frame.js'
import type { Problem } from '../errors/tenure-error.js'
import type { FrameSink } from './guard/restarted-frames.js'
import { createLiveAnswers } from './live-answers.js'

const live = (value: unknown, asOf = 1): Frame<unknown> => ({ state: 'live', value, asOf })
const problem = (code: string, message = 'No.') => ({ code, message, details: {} }) as unknown as Problem
const stale = (code = 'plugin.broken', message?: string): Frame<unknown> => ({ state: 'stale', problem: problem(code, message) })

/** Streams that are moved by hand, each under its key. */
function bench() {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const closing = new Subject<void>()
  const forget = new Subject<void>()
  const answers = createLiveAnswers({ clock, graceMs: 5_000, closing })
  const opened: { readonly to: FrameSink; closed: number }[] = []
  const watch = (key = 'key', first?: Frame<unknown>) => {
    const seen: unknown[] = []
    const start = (to: FrameSink): Disposable => {
      const run = { to, closed: 0 }
      opened.push(run)
      if (first !== undefined) to.next(first)
      return { [Symbol.dispose]: () => void run.closed++ }
    }
    const listening = new Subscription()
    listening.add(
      answers.share(key, start, forget).subscribe({
        next: (frame) => seen.push(frame),
        error: (cause: unknown) => seen.push(['error', cause]),
        complete: () => seen.push('complete'),
      }),
    )
    return { seen, end: () => listening.unsubscribe() }
  }
  const send = (frame: Frame<unknown>, at = 0) => opened[at]?.to.next(frame)
  return { clock, closing, forget, answers, opened, watch, send }
}

test('[PLUGIN-13] who joins gets the last frame, and no second run begins; another key has its own', () => {
  const { answers, opened, watch, send } = bench()
  const first = watch()
  const early = watch()
  send(live('a'))
  const late = watch()
  const other = watch('other', live('z'))
  send(live('b'))
  expect([first.seen, early.seen, late.seen, other.seen]).toEqual([
    ...[[live('a'), live('b')], [live('a'), live('b')], [live('a'), live('b')], [live('z')]],
  ])
  expect([opened.length, answers.size()]).toEqual([2, 2])
})

test('[PLUGIN-12] a stale frame comes with the last value and its time; the same problem is not told twice', () => {
  const { watch, send } = bench()
  const { seen } = watch()
  for (const frame of [stale(), live('a', 7), stale(), stale(), stale('plugin.broken', 'Again.'), stale('plugin.unavailable', 'Again.')])
    send(frame)
  send(live('b', 8))
  send(stale('plugin.unavailable', 'Again.'))
  const known = (frame: Frame<unknown>, value: string, asOf: number) => ({ ...frame, value, asOf })
  expect(seen).toEqual([
    ...[stale(), live('a', 7), known(stale(), 'a', 7), known(stale('plugin.broken', 'Again.'), 'a', 7)],
    ...[known(stale('plugin.unavailable', 'Again.'), 'a', 7), live('b', 8), known(stale('plugin.unavailable', 'Again.'), 'b', 8)],
  ])
})

test('[ACC-9] [PLUGIN-14] a value that the user may no longer have is not shown from memory, also later', () => {
  for (const code of ['access.denied', 'record.not-found', 'input.invalid', 'config.invalid']) {
    const { watch, send } = bench()
    const { seen } = watch()
    for (const frame of [live('a'), stale(code), stale()]) send(frame)
    expect(seen, code).toEqual([live('a'), stale(code), stale()])
  }
})

test('[ACC-10] what was sent under old rights is forgotten: nobody who joins gets it, and no stale frame has it', () => {
  const { forget, watch, send } = bench()
  const { seen } = watch()
  send(live('a'))
  send(stale())
  forget.next()
  expect(watch().seen).toEqual([])
  send(stale())
  expect(seen).toEqual([live('a'), { ...stale(), value: 'a', asOf: 1 }, stale()])
})

test('[PLUGIN-13] a run goes on while somebody listens, and is kept for a while once it has answered', async () => {
  const { answers, clock, opened, watch, send } = bench()
  const [first, second] = [watch(), watch()]
  send(live('a'))
  first.end()
  expect([clock.pending, answers.size()]).toEqual([0, 1])
  send(live('b'))
  expect([first.seen, second.seen]).toEqual([[live('a')], [live('a'), live('b')]])
  second.end()
  await clock.advance({ ms: 4_999 })
  const third = watch()
  expect([third.seen, clock.pending, opened.length]).toEqual([[live('b')], 0, 1])
  third.end()
  await clock.advance({ ms: 5_000 })
  expect([opened[0]?.closed, answers.size(), clock.pending]).toEqual([1, 0, 0])
  watch()
  expect(opened).toHaveLength(2)
})

test('[PLUGIN-13] [SEC-17] a run that has not answered, or is under way, ends with who asked for it', () => {
  const { answers, clock, opened, watch, send } = bench()
  watch().end()
  expect([opened[0]?.closed, answers.size(), clock.pending]).toEqual([1, 0, 0])
  const { end } = watch()
  send(live({ rows: [], progress: 0.4 }), 1)
  end()
  expect([opened[1]?.closed, answers.size(), clock.pending]).toEqual([1, 0, 0])
})

test('an error reaches all who listen, once, and ends the run; the next one starts anew', () => {
  const { answers, opened, watch } = bench()
  const all = [watch('key', live('a')), watch()]
  const cause = new Error('x')
  for (let time = 0; time < 2; time++) opened[0]?.to.error(cause)
  expect(all.map(({ seen }) => seen)).toEqual([
    [live('a'), ['error', cause]],
    [live('a'), ['error', cause]],
  ])
  expect([opened[0]?.closed, answers.size()]).toEqual([1, 0])
  expect([watch().seen, opened.length]).toEqual([[], 2])
})

test('[PLUGIN-12] closing completes every stream, those without a listener too, and leaves no timer', () => {
  const { answers, clock, closing, opened, watch, send, forget } = bench()
  const [kept, open] = [watch('kept', live('a')), watch('open')]
  kept.end()
  expect(clock.pending).toBe(1)
  closing.next()
  expect([open.seen, kept.seen, answers.size(), clock.pending, forget.observed]).toEqual([['complete'], [live('a')], 0, 0, false])
  expect(opened.map(({ closed }) => closed)).toEqual([1, 1])
  open.end()
  expect(opened.map(({ closed }) => closed)).toEqual([1, 1])
  send(live('late'), 1)
  expect(open.seen).toEqual(['complete'])
})
