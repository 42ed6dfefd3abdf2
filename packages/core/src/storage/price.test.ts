import { expect, test } from 'vitest'
import type { Expression, Hop, LinkedColumn } from '../query/canonical.js'
import { canonicalise, type QueryParts } from '../query/canonicalise.js'
import { checkPrice, defaultBudget, priceOf } from './price.js'

const million = { rows: 1_000_000 }
const hop: Hop = { edge: 'contact-company', forward: false, to: 'contact' }
const named = (value: string): Expression => ({ atom: 0, test: 'is', property: 'name', kind: 'string', value })
const counting = (number: number): Expression => ({
  atom: 0,
  test: 'count',
  hop,
  where: named(`name ${number}`),
  is: 'at-least',
  than: number,
})
const everyOne = (length: number, make: (at: number) => Expression): Expression => ({ all: Array.from({ length }, (_, at) => make(at)) })
const query = (more: Partial<QueryParts> = {}) =>
  canonicalise({
    type: 'company',
    user: { all: [] },
    policy: { all: [] },
    order: [],
    select: ['name'],
    limit: 100,
    count: true,
    archived: 'no',
    ...more,
  })
const refusal = (more: Partial<QueryParts>, rows = million.rows, kind: 'call' | 'live' = 'call') => {
  try {
    checkPrice(priceOf(query(more), { rows }), defaultBudget, kind)
    return undefined
  } catch (error) {
    return error
  }
}

test('[SEC-17] a price counts the tests and the steps along links of all filters together', () => {
  const first: Expression = { atom: 0, test: 'first', hop, among: named('a'), where: named('b') }
  const linked: LinkedColumn = { name: 'contacts.name', hop, among: named('c'), property: 'name', kind: 'string' }
  const asked = { user: { any: [counting(1), first] }, policy: { not: named('d') }, select: ['contacts.name'], linked: [linked] }
  expect(priceOf(query(asked), million)).toMatchObject({ rows: 1_000_000, tests: 7, hops: 3 })
})

test('[SEC-17] 50 counts of linked records over a million records are refused before they run', () => {
  expect(refusal({ user: everyOne(50, counting) })).toMatchObject({
    problem: {
      code: 'input.too-large',
      message:
        'This query costs about 12 times what one query may cost: it has 100 tests and 50 steps along links, over every record that may match. ' +
        'Use fewer conditions on linked records, a narrower filter or a smaller part of the list.',
      details: { limit: 'looks at values of one query', max: 100_000_000 },
    },
  })
  expect(refusal({ user: everyOne(50, counting) }, 2000)).toBeUndefined()
})

// SQLite takes four times as long to plan twice as many of them: 0.1 s for 100, 2 s for 400, whatever the records are.
test('[SEC-17] more than 60 looks at linked records and past values are refused, however few records there are', () => {
  const changed = (at: number): Expression => ({ atom: 0, test: 'changed', property: 'city', kind: 'string', since: at, to: `City ${at}` })
  const most = 'looks at linked records and past values of one query'
  for (const make of [counting, changed]) {
    expect(refusal({ user: everyOne(60, make) }, 10)).toBeUndefined()
    expect(refusal({ user: everyOne(61, make) }, 10)).toMatchObject({
      problem: {
        code: 'input.too-large',
        message:
          'This query looks 61 times at linked records and past values, and one query may do so at most 60 times. Use fewer such conditions.',
        details: { limit: most, max: 60 },
      },
    })
  }
  expect(refusal({ user: { any: [everyOne(30, counting), everyOne(31, changed)] } }, 10)).toMatchObject({
    problem: { details: { limit: most } },
  })
})

test('[SEC-17] what people ask of a million records is within the budget', () => {
  const search: Expression = { atom: 0, test: 'contains', property: 'name', kind: 'string', text: 'acme' }
  const order = [{ property: 'city', direction: 'ascending', by: 'text' }] as const
  const asked: readonly Partial<QueryParts>[] = [{ user: search }, { order }, { offset: 999_900 }, { user: counting(1) }, { limit: 0 }]
  for (const more of asked) for (const kind of ['call', 'live'] as const) expect(refusal(more, million.rows, kind)).toBeUndefined()
})

test('[SEC-17] records that are named, or that nobody may see, cost no more than they are', () => {
  const ids: Expression = { atom: 0, test: 'id-of', ids: ['c1', 'c2'] }
  expect(priceOf(query({ user: { all: [ids, counting(1)] } }), million).rows).toBe(2)
  expect(priceOf(query({ user: { any: [] } }), million)).toMatchObject({ rows: 0, looks: 0 })
})

test('[SEC-17] a whole list costs by its records, and one that stays open has the smaller budget', () => {
  const { limit: _, ...whole } = query()
  expect(priceOf(whole, million).looks).toBeGreaterThan(defaultBudget.call)
  const user = everyOne(3, counting)
  expect([refusal({ user }), refusal({ user }, million.rows, 'live')]).toEqual([
    undefined,
    expect.objectContaining({ code: 'input.too-large' }),
  ])
})

test('[SEC-17] a query of more tests than one may have is refused, whatever it looks at', () => {
  const message = 'This query has 501 tests, and one query has at most 500. Leave out some of its filters.'
  expect(refusal({ user: everyOne(501, (at) => named(`name ${at}`)) }, 1)).toMatchObject({ code: 'input.too-large', message })
})
