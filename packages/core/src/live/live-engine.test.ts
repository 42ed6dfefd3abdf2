import { expect, test } from 'vitest'
import type { CanonicalAggregate } from '../query/aggregate/canonical-aggregate.js'
import type { Atom, Expression } from '../query/canonical.js'
import { questionKey } from './live-engine.js'
import { answerOf, batch, change, companiesOf, openEngine, ownedBy, print, stored } from './test-live-engine.js'

const mine = { owner: 'u1', arr: 1 }
const ofMine = companiesOf(ownedBy('u1'))
const archive = companiesOf(ownedBy('u1'), { archived: 'any' })
const a = stored('a', mine)
const hop = { edge: 'company_deal', forward: true, to: 'deal' }
const withOpenDeals: Atom = { atom: 0, test: 'some', hop, where: { atom: 0, test: 'is', property: 'open', kind: 'boolean', value: true } }
const healthIs = (test: 'less' | 'at-most' | 'more' | 'at-least', value: number): Atom => ({
  atom: 0,
  test,
  property: 'health',
  kind: 'number',
  value,
})
const count: CanonicalAggregate = { query: companiesOf(ownedBy('u1'), { order: [], select: [] }), by: [], measures: [] }

test('[LIVE-3] who joins a view hears its last state at once, and nothing twice', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const first = listen(ofMine)
  await runs[0]?.answer(answerOf('c0', [a]))
  const second = listen(ofMine)
  expect(second.states).toEqual(first.states)
  expect(second.states[0]).toBe(first.states[0])
  engine.refresh(second)
  expect([second.states.length, runs.length]).toEqual([1, 1])
  engine.detach(second)
  expect([second.core, second.heard]).toEqual([undefined, undefined])
  engine.attach(second, ofMine)
  expect(second.states.map(print)).toEqual(['a of 1', 'a of 1'])
})

test('[LIVE-3] who joins a view that runs again hears the new state alone', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const first = listen(ofMine)
  await runs[0]?.answer(answerOf('c0', [a]))
  engine.runAgain('all')
  const second = listen(ofMine)
  expect(second.states).toEqual([])
  await runs[1]?.answer(answerOf('c0', []))
  expect([first, second].map(({ states }) => states.map(print))).toEqual([['a of 1', ' of 0'], [' of 0']])
})

test('[LIVE-3] who joins a view that runs again hears the state where it is the same as before, and the others do not', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const first = listen(ofMine)
  await runs[0]?.answer(answerOf('c0', [a]))
  engine.runAgain('all')
  const second = listen(ofMine)
  await runs[1]?.answer(answerOf('c0', [a]))
  expect([first, second].map(({ states }) => states.map(print))).toEqual([['a of 1'], ['a of 1']])
  engine.apply(batch('c1', change('x', undefined, { owner: 'u2', arr: 1 })))
  expect([first, second].map(({ states }) => states.length)).toEqual([1, 1])
})

test('[LIVE-3] [LIVE-19] who joins an asked view while it rests hears its state once it has run, though nothing differs', async () => {
  const { engine, clock, runs, listen } = openEngine({ head: 'c0' })
  const first = listen(archive)
  clock.advance(5_000)
  await runs[0]?.answer(answerOf('c0', [a]))
  engine.apply(batch('c1', change('x', undefined, mine)))
  const second = listen(archive)
  expect([runs.length, second.states]).toEqual([1, []])
  clock.advance(5_000)
  await runs[1]?.answer(answerOf('c1', [a]))
  expect([first, second].map(({ states }) => states.map(print))).toEqual([['a of 1'], ['a of 1']])
})

test.each<readonly [string, Atom['test'], Expression]>([
  ['the past of that property', 'at-least', { atom: 0, test: 'changed', property: 'health', kind: 'number', since: 0 }],
  [
    'a further bound of it, or the past of another',
    'at-least',
    { any: [healthIs('more', 3), { atom: 0, test: 'changed', property: 'stage', kind: 'enumeration', since: 0 }] },
  ],
  ['a further bound of it, or links', 'less', { any: [withOpenDeals, healthIs('at-most', 3)] }],
])('[BEY-1] [LIVE-4] a view with a bound and %s runs again when the value changes on one side of the bound', async (_, test, beyond) => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const bound = healthIs(test as 'less', test === 'less' ? 9 : 2)
  listen(companiesOf({ all: [bound, beyond] }))
  await runs[0]?.answer(answerOf('c0', []))
  engine.apply(batch('c1', change('a', { health: 5, arr: 1 }, { health: 3, arr: 1 })))
  expect(runs.length).toBe(2)
})

test('[BEY-1] [LIVE-4] an aggregate with a bound and the past of that property runs again when the value changes on one side', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const where: Expression = { all: [healthIs('at-least', 2), { atom: 0, test: 'changed', property: 'health', kind: 'number', since: 0 }] }
  listen({ ...count, query: companiesOf(where, { order: [], select: [] }) })
  await runs[0]?.answer({ groups: [], asOf: 'c0' } as never)
  engine.apply(batch('c1', change('a', { health: 5 }, { health: 3 })))
  expect(runs.length).toBe(2)
})

test('[LIVE-2] who joins a view while a batch is told hears it once, after the batch', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const small = companiesOf(ownedBy('u1'), { limit: 1 })
  let late: ReturnType<typeof listen> | undefined
  listen(ofMine, (state) => {
    if (print(state) === 'a of 1') late = listen(small)
  })
  const there = listen(small)
  for (const run of runs) await run.answer(answerOf('c0', []))
  engine.apply(batch('c1', change('a', undefined, mine)))
  expect([there, late].map((heard) => heard?.states.map(print))).toEqual([[' of 0', 'a of 1'], ['a of 1']])
})

test('[LIVE-2] a batch that comes while another is told waits for its end', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const told: string[] = []
  listen(ofMine, (state) => {
    told.push(`all: ${print(state)}`)
    if (print(state) === 'a of 1') engine.apply(batch('c2', change('b', undefined, { ...mine, arr: 2 })))
  })
  listen(companiesOf(ownedBy('u1'), { limit: 5 }), (state) => told.push(`five: ${print(state)}`))
  for (const run of runs) await run.answer(answerOf('c0', []))
  engine.apply(batch('c1', change('a', undefined, mine)))
  expect(told).toEqual(['all:  of 0', 'five:  of 0', 'all: a of 1', 'five: a of 1', 'all: b,a of 2', 'five: b,a of 2'])
})

test('[LIVE-12] a condition that breaks on a change shows a problem in its own view, once, and is tried again after a second', async () => {
  const breaks = () => {
    throw new Error('broken')
  }
  const { engine, clock, runs, listen } = openEngine({
    head: 'c0',
    parts: { toMatches: ({ limit }, match) => (limit === 1 ? { was: match, is: breaks } : { was: match, is: match }) },
  })
  const [well, ill, illAsked] = [ofMine, companiesOf(ownedBy('u1'), { limit: 1 }), { ...archive, limit: 1 }].map((query) => listen(query))
  const linked = listen({ ...companiesOf({ all: [ownedBy('u1'), withOpenDeals] }), limit: 1 })
  for (const run of [...runs]) await run.answer(answerOf('c0', []))
  for (const cursor of ['c1', 'c2']) engine.apply(batch(cursor, change(cursor, undefined, mine)))
  expect(well?.states.map(print)).toEqual([' of 0', 'c1 of 1', 'c1,c2 of 2'])
  const message = 'A live view could not be loaded. It will be tried again.'
  const problem = { code: 'storage.failed', message, details: { transient: true } }
  expect(ill?.states.slice(1)).toEqual([{ problem }])
  expect(linked.states.slice(1)).toEqual([{ problem }])
  expect(illAsked?.states.map(print)).toEqual([' of 0'])
  expect(engine.stats().problems).toBe(2)
  const asked = runs.length
  clock.advance(999)
  expect(runs).toHaveLength(asked)
  clock.advance(1)
  expect(runs).toHaveLength(asked + 2)
})

test('[LIVE-12] a step along links that breaks on a change shows a problem too, and the others go on', async () => {
  const breaks = () => {
    throw new Error('broken')
  }
  const { engine, runs, listen } = openEngine({
    head: 'c0',
    parts: {
      hopsOf: () => [
        { hop, from: 'company', first: true, mask: new Set(['open']), matches: breaks, reads: new Set<string>(), exact: true },
      ],
    },
  })
  const heard = listen(companiesOf(withOpenDeals))
  await runs[0]?.answer(answerOf('c0', [a]))
  engine.apply(batch('c1', change('d', undefined, { open: true }, 'deal')))
  engine.apply(batch('c2', change('e', undefined, { open: true }, 'deal')))
  expect(heard.states.map(print)).toEqual(['a of 1', 'storage.failed'])
})

test('[LIVE-12] after an answer, the next failure pauses one second again', async () => {
  const { engine, clock, runs, listen } = openEngine({ head: 'c0' })
  listen(ofMine)
  await runs[0]?.fail(new Error('no'))
  clock.advance(1_000)
  await runs[1]?.fail(new Error('no'))
  clock.advance(1_999)
  expect(runs).toHaveLength(2)
  clock.advance(1)
  await runs[2]?.answer(answerOf('c0', [a]))
  engine.runAgain('all')
  await runs[3]?.fail(new Error('no'))
  clock.advance(1_000)
  expect(runs).toHaveLength(5)
})

test('[LIVE-12] a change does not run a view that waits to be tried again, and nothing waits for one that ended', async () => {
  const { engine, clock, runs, listen } = openEngine({ head: 'c0' })
  const heard = listen(archive)
  await runs[0]?.fail(new Error('no'))
  engine.apply(batch('c1', change('a', undefined, mine)))
  expect(runs).toHaveLength(1)
  expect(clock.pending).toBe(1)
  engine.detach(heard)
  expect(clock.pending).toBe(0)
  clock.advance(60_000)
  await engine.idle()
  expect([runs.length, engine.stats()]).toEqual([
    1,
    { views: 0, watchers: 0, modes: { indexed: 0, checked: 0, asked: 0 }, runs: 1, problems: 0 },
  ])
})

test('[LIVE-4] the figures name views, watchers, modes, runs and problems', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  for (const question of [ofMine, ofMine, archive, companiesOf({ all: [] }), count]) listen(question)
  await runs[0]?.answer(answerOf('c0', [a]))
  await runs[1]?.fail(new Error('no'))
  expect(engine.stats()).toEqual({ views: 4, watchers: 5, modes: { indexed: 2, checked: 1, asked: 1 }, runs: 4, problems: 1 })
})

test('[LIVE-3] questions have one key if they ask the same, and an aggregate has another than its query', () => {
  expect(questionKey(companiesOf(ownedBy('u1')))).toBe(questionKey(companiesOf({ all: [ownedBy('u1'), ownedBy('u1')] })))
  const keys = [ofMine, archive, count, { ...count, by: [{ property: 'owner', kind: 'user' }] } as CanonicalAggregate, count.query].map(
    questionKey,
  )
  expect(new Set(keys).size).toBe(5)
})

test('[SEC-17] 24 questions run at once, the next when one is answered, or waits 50 ms for its store', async () => {
  const { clock, runs, listen } = openEngine({ head: 'c0' })
  for (let at = 0; at < 50; at++) listen(companiesOf(ownedBy(`u${at}`)))
  expect(runs).toHaveLength(24)
  await runs[0]?.answer(answerOf('c0', []))
  expect(runs).toHaveLength(25)
  clock.advance(49)
  await runs[1]?.answer(answerOf('c0', []))
  expect(runs).toHaveLength(26)
  clock.advance(1)
  await Promise.resolve()
  await Promise.resolve()
  expect(runs).toHaveLength(49)
})

test('[SEC-17] a view that ends while it waits for its turn never runs', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0', runsAtOnce: 1 })
  listen(ofMine)
  const waiting = listen(archive)
  const last = listen(companiesOf({ all: [] }), undefined, 'u9')
  engine.detach(waiting)
  await runs[0]?.answer(answerOf('c0', []))
  expect(runs.map(({ limits }) => limits.caller)).toEqual(['u1', 'u9'])
  await runs[1]?.answer(answerOf('c0', [a]))
  expect(last.states.map(print)).toEqual(['a of 1'])
})

test('[LIVE-19] a view rests at most ten seconds, however long its run took', async () => {
  const { engine, clock, runs, listen } = openEngine({ head: 'c0' })
  const heard = listen(archive)
  clock.advance(60_000)
  await runs[0]?.answer(answerOf('c0', []))
  engine.apply(batch('c1', change('a', undefined, mine)))
  clock.advance(9_999)
  expect(runs).toHaveLength(1)
  clock.advance(1)
  expect(runs).toHaveLength(2)
  await runs[1]?.answer(answerOf('c1', [a]))
  engine.apply(batch('c2', change('a', mine, { ...mine, arr: 2 })))
  expect([runs.length, heard.states.map(print)]).toEqual([3, [' of 0', 'a of 1']])
})

test('[LIVE-19] a view that follows changes does not rest, and one that rests and ends leaves no timer behind', async () => {
  const { engine, clock, runs, listen } = openEngine({ head: 'c0' })
  const heard = listen(ofMine)
  clock.advance(400)
  await runs[0]?.answer(answerOf('c0', []))
  engine.runAgain('all')
  expect(runs).toHaveLength(2)
  await runs[1]?.answer(answerOf('c0', []))
  engine.detach(heard)
  const resting = listen(archive)
  clock.advance(400)
  await runs[2]?.answer(answerOf('c0', []))
  engine.runAgain('all')
  expect([runs.length, clock.pending]).toEqual([3, 1])
  engine.detach(resting)
  expect(clock.pending).toBe(0)
})

test('[LIVE-2] a state names when it changed', async () => {
  const { engine, clock, runs, listen } = openEngine({ head: 'c0' })
  const heard = listen(ofMine)
  await runs[0]?.answer(answerOf('c0', []))
  clock.advance(7)
  engine.apply(batch('c1', change('a', undefined, mine)))
  expect(heard.states.map((state) => 'asOf' in state && state.asOf)).toEqual([1_000, 1_007])
})
