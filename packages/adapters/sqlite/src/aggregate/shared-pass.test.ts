import { getEventListeners } from 'node:events'
import { canonicalise, type Expression, type IO } from '@tenure/core/adapter'
import type { AggregateAnswer, StoreAggregate } from '@tenure/core/aggregate'
import { expect, test } from 'vitest'
import { mayShare, SharedPasses } from './shared-pass.js'

const everything: Expression = { all: [] }
const asked = (most: number, more: object = {}): StoreAggregate => ({
  query: canonicalise({
    type: 'company',
    user: everything,
    policy: everything,
    order: [],
    select: [],
    count: false,
    archived: 'no',
    ...more,
  }),
  ...{ by: [], measures: [], most },
})
const always = { signal: new AbortController().signal }

/** Passes that answer each aggregate with its `most`; and with what they were read. */
function passes(read: (aggregates: readonly StoreAggregate[]) => unknown = () => undefined) {
  const reads: { readonly most: readonly number[]; readonly given: string; readonly io: IO }[] = []
  const shared = new SharedPasses<string>(async (aggregates, given, io) => {
    reads.push({ most: aggregates.map(({ most }) => most), given, io })
    await read(aggregates)
    return aggregates.map(({ most }): AggregateAnswer => ({ groups: [{ key: [], count: most, measures: [] }], asOf: 'life.1' }))
  })
  const ask = async (most: number, io: IO = always, given = 'first', more: object = {}) =>
    (await shared.ask(asked(most, more), given, io))?.groups[0]?.count
  return { shared, ask, reads, of: () => reads.map(({ most }) => most) }
}

test('an aggregate may share a pass where it is one group of all that is not archived, and shows no link', () => {
  const linked = [
    { name: 'deals.stage', hop: { edge: 'deals', forward: true, to: 'deal' }, among: everything, property: 'stage', kind: 'string' },
  ]
  const questions = [
    asked(1),
    { ...asked(1), by: [{ property: 'city', kind: 'string' as const }] },
    asked(1, { archived: 'any' }),
    asked(1, { archived: 'only' }),
    asked(1, { select: ['deals.stage'], linked }),
  ]
  expect(questions.map(mayShare)).toEqual([true, false, false, false, false])
})

test('those of one turn are read together, with what the first was asked with, and each gets its own answer', async () => {
  const { ask, reads, of } = passes()
  const io = { ...always, caller: 'anna', deadline: 9 }
  expect(await Promise.all([ask(1, io, 'first'), ask(2, io, 'second')])).toEqual([1, 2])
  expect(of()).toEqual([[1, 2]])
  expect(reads[0]).toMatchObject({ given: 'first', io: { caller: 'anna', deadline: 9 } })
  expect(reads[0]?.io.signal).not.toBe(io.signal)
})

test('one that nobody joins is not read here', async () => {
  const { ask, of } = passes()
  expect(await ask(1)).toBeUndefined()
  expect(await ask(2)).toBeUndefined()
  expect(of()).toEqual([])
})

test('a pass is open until its turn is over', async () => {
  const { shared, ask } = passes()
  expect(shared.isOpen(asked(1), always)).toBe(false)
  const first = ask(1)
  expect(shared.isOpen(asked(2), always)).toBe(true)
  await first
  expect(shared.isOpen(asked(2), always)).toBe(false)
})

test('another type, caller or deadline has a pass of its own', async () => {
  const { ask, of } = passes()
  const anna = { ...always, caller: 'anna' }
  const soon = { ...always, deadline: 5 }
  const answers = [ask(1), ask(2), ask(3, anna), ask(4, anna), ask(5, soon), ask(6, soon), ask(7, always, '', { type: 'deal' })]
  expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5, 6, undefined])
  expect(of()).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ])
})

test('forty are read together, and the next begin another pass', async () => {
  const { ask, of } = passes()
  const numbers = Array.from({ length: 42 }, (_, at) => at)
  expect(await Promise.all(numbers.map((each) => ask(each)))).toEqual(numbers)
  expect(of()).toEqual([numbers.slice(0, 40), [40, 41]])
})

test('what fails fails for all of the pass', async () => {
  const { ask } = passes(() => Promise.reject(new Error('broken')))
  const answers = await Promise.allSettled([ask(1), ask(2)])
  expect(answers).toEqual([1, 2].map(() => ({ status: 'rejected', reason: new Error('broken') })))
})

test('one that leaves before the pass begins is not read, and the last one ends the pass', async () => {
  const { ask, reads, of } = passes(() => new Promise(() => undefined))
  const [one, two, three] = [new AbortController(), new AbortController(), new AbortController()]
  const answers = [one, two, three].map(({ signal }, at) => ask(at, { signal }))
  const listeners = () => [one, two, three].map(({ signal }) => getEventListeners(signal, 'abort').length)
  expect(listeners()).toEqual([1, 1, 1])
  one.abort('left')
  await expect(answers[0]).rejects.toBe('left')
  await new Promise(setImmediate)
  expect([of(), listeners()]).toEqual([[[1, 2]], [0, 1, 1]])
  two.abort('left too')
  await expect(answers[1]).rejects.toBe('left too')
  expect(reads[0]?.io.signal.aborted).toBe(false)
  three.abort('the last')
  await expect(answers[2]).rejects.toBe('the last')
  expect([reads[0]?.io.signal.reason, listeners()]).toEqual(['the last', [0, 0, 0]])
})

test('who has left already is not waited for', () => {
  const { shared } = passes()
  expect(() => shared.ask(asked(1), '', { signal: AbortSignal.abort(new Error('gone')) })).toThrow('gone')
  expect(shared.isOpen(asked(1), always)).toBe(false)
})

test('an answer leaves no listener on the signal', async () => {
  const { ask } = passes()
  const { signal } = new AbortController()
  expect(await Promise.all([ask(1, { signal }), ask(2, { signal })])).toEqual([1, 2])
  expect(await ask(3, { signal })).toBeUndefined()
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
