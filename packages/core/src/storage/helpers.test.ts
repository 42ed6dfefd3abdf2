import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { Clock } from '../base/clock.js'
import { minutes } from '../base/duration.js'
import type { Atom } from '../query/canonical.js'
import { canonicalise } from '../query/canonicalise.js'
import type { Change, ChangeBatch } from './adapter.js'
import { pollChanges, pushDown, refuseWrites } from './helpers.js'

/** A clock that jumps to whatever is due, and records the pauses. */
function jumpingClock(): Clock & { readonly pauses: number[] } {
  let now = 0
  const pauses: number[] = []
  return {
    pauses,
    now: () => now,
    today: () => '1970-01-01',
    watchToday: () => new Subject<string>(),
    at(instant, run) {
      pauses.push(instant - now)
      queueMicrotask(() => {
        now = instant
        run()
      })
      return { [Symbol.dispose]: () => {} }
    },
  }
}
const change: Change = { ref: { type: 'company', id: 'c1' }, change: 'patch', version: '2', at: 1, changed: ['name'] }
const batch = (cursor: string, ...changes: readonly Change[]): ChangeBatch => ({ cursor, changes })

test('[SDK-9] a store that is read only says so, and never pretends', async () => {
  expect(await refuseWrites({ atomic: true, at: 0, actor: { source: 'user' }, writes: [] })).toEqual({
    ok: false,
    because: 'refused',
    at: 0,
  })
})

test('[SDK-9] top tests are handed to a store in its own words, with its own grades; the rest is left alone', () => {
  const is = (property: string): Atom => ({ atom: 0, test: 'is', property, kind: 'string', value: 'x' })
  const query = canonicalise({
    type: 'company',
    user: { all: [is('a'), is('b'), is('c'), { any: [is('a'), is('d')] }] },
    policy: { all: [] },
    order: [],
    select: [],
    count: false,
    archived: 'no',
  })
  const asked: string[] = []
  const offer = pushDown(query, (atom) => {
    const property = 'property' in atom ? atom.property : ''
    asked.push(property)
    return property === 'c' ? undefined : { term: `${property}=x`, grade: property === 'a' ? 'exact' : 'inexact' }
  })
  expect(asked).toEqual(['a', 'b', 'c'])
  expect([...offer.grades]).toEqual([
    [0, 'exact'],
    [1, 'inexact'],
  ])
  expect(offer).toMatchObject({ native: { query, terms: ['a=x', 'b=x'] } })
  expect([offer.order, offer.limit, offer.count]).toEqual([undefined, undefined, undefined])
})

test('[SDK-9] polling delivers what changed since a cursor, with pauses, until it is aborted', async () => {
  const clock = jumpingClock()
  const stop = new AbortController()
  const asked: (string | undefined)[] = []
  const since = async (cursor: string | undefined) => {
    asked.push(cursor)
    return cursor === '3' ? batch('4', change) : batch(String(Number(cursor) + 1))
  }
  const got: ChangeBatch[] = []
  for await (const one of pollChanges('1', { signal: stop.signal }, { every: minutes(1), since, clock })) {
    got.push(one)
    stop.abort()
  }
  expect(got).toEqual([batch('4', change)])
  expect(asked).toEqual(['1', '2', '3'])
  expect(clock.pauses).toHaveLength(2)
  for (const pause of clock.pauses) expect(Math.abs(pause - 60_000)).toBeLessThanOrEqual(6_000)
})

test('[SDK-9] polling from the head delivers nothing from before', async () => {
  const stop = new AbortController()
  const since = async (cursor: string | undefined) => batch(cursor === undefined ? '5' : '6', { ...change, version: cursor ?? 'old' })
  const got: ChangeBatch[] = []
  for await (const one of pollChanges('head', { signal: stop.signal }, { every: minutes(1), since, clock: jumpingClock() })) {
    got.push(one)
    stop.abort()
  }
  expect(got).toEqual([batch('6', { ...change, version: '5' })])
})

test('[SDK-9] ending the call ends the pause too', async () => {
  const stop = new AbortController()
  const since = async () => {
    queueMicrotask(() => stop.abort())
    return batch('1')
  }
  const got: ChangeBatch[] = []
  for await (const one of pollChanges('0', { signal: stop.signal }, { every: minutes(60), since })) got.push(one)
  expect(got).toEqual([])
})
