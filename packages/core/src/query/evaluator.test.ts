import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../schema/fold.js'
import type { RecordRef, Value, Values } from '../schema/value.js'
import type { Atom, CanonicalQuery, Expression, Hop, Image, OrderTerm } from './canonical.js'
import { compareImages } from './compare-images.js'
import { compileExpression, looksBeyond, propertiesOf, typesOf, type World } from './evaluator.js'

type Loose<A> = A extends unknown ? Omit<A, 'atom'> : never
const atom = (given: Loose<Atom>): Atom => ({ atom: 0, ...given }) as Atom
const image = (id: string, values: Values = {}): Image => ({ id, values })
const hop: Hop = { edge: 'company-deal', forward: true, to: 'deal' }
const isOpen = atom({ test: 'is', property: 'stage', kind: 'enumeration', value: 'open' })
const always: Expression = { all: [] }

const deals: Readonly<Record<string, readonly Image[]>> = {
  c1: [image('d1', { stage: 'open' }), image('d2', { stage: 'won' }), image('d3', { stage: 'open' })],
  c2: [image('d4', { stage: 'won' })],
}
const asked: unknown[] = []
const world: World = {
  linked: (ref, step) => {
    asked.push([ref, step])
    return deals[ref.id] ?? []
  },
  changedSince: (ref: RecordRef, property, since, to) => {
    asked.push([ref, property, since, to])
    return ref.id === 'c1' && since <= 100
  },
  userName: () => undefined,
}
const ids = (where: Expression) => ['c1', 'c2', 'c3'].filter((id) => compileExpression('company', where)(image(id), world))

test('[FLT-9] has, has none and count look at linked records that pass', () => {
  const some = atom({ test: 'some', hop, where: isOpen })
  const count = (is: 'is' | 'less' | 'at-most' | 'more' | 'at-least', than: number, where: Expression = isOpen) =>
    atom({ test: 'count', hop, where, is, than })
  expect(ids(some)).toEqual(['c1'])
  expect(ids({ not: some })).toEqual(['c2', 'c3'])
  expect(ids(atom({ test: 'some', hop, where: always }))).toEqual(['c1', 'c2'])
  expect(ids(atom({ test: 'some', hop, where: { any: [] } }))).toEqual([])
  expect(ids(count('is', 2))).toEqual(['c1'])
  expect(ids(count('is', 0))).toEqual(['c2', 'c3'])
  expect(ids(count('less', 2))).toEqual(['c2', 'c3'])
  expect(ids(count('at-most', 2))).toEqual(['c1', 'c2', 'c3'])
  expect(ids(count('more', 1))).toEqual(['c1'])
  expect(ids(count('at-least', 1, always))).toEqual(['c1', 'c2'])
})

test('[FLT-1] history is asked for the record, the property, the time and the value', () => {
  asked.length = 0
  expect(ids(atom({ test: 'changed', property: 'csm', kind: 'user', since: 100, to: 'u1' }))).toEqual(['c1'])
  expect(asked[0]).toEqual([{ type: 'company', id: 'c1' }, 'csm', 100, 'u1'])
  expect(ids({ not: atom({ test: 'changed', property: 'csm', kind: 'user', since: 101 }) })).toEqual(['c1', 'c2', 'c3'])
})

test('[FLT-9] a link of a linked record starts at that record', () => {
  asked.length = 0
  const back: Hop = { edge: 'company-deal', forward: false, to: 'company', label: 'main' }
  ids(atom({ test: 'some', hop, where: atom({ test: 'some', hop: back, where: always }) }))
  expect(asked[1]).toEqual([{ type: 'deal', id: 'd1' }, back])
})

test('[VIEW-7] an empty all always holds, an empty any never, and ids are tests too', () => {
  expect(ids({ all: [] })).toEqual(['c1', 'c2', 'c3'])
  expect(ids({ any: [] })).toEqual([])
  expect(ids(atom({ test: 'id-of', ids: ['c3', 'c1', 'c9'] }))).toEqual(['c1', 'c3'])
  const three = ['c1', 'c2', 'c3'].map((id) => atom({ test: 'id-of', ids: [id] }))
  expect(ids({ any: three })).toEqual(['c1', 'c2', 'c3'])
  expect(ids({ all: three })).toEqual([])
  expect(ids({ all: three.map((one) => ({ not: one })) })).toEqual([])
})

test('[FLT-3] amounts beyond 2^53 differ, and currencies are never compared', () => {
  const money = (amount: string, currency = 'EUR') => ({ arr: { amount, currency } })
  const bound = (test: 'less' | 'at-most' | 'more' | 'at-least') =>
    atom({ test, property: 'arr', kind: 'money', value: { amount: '9007199254740993', currency: 'EUR' } })
  const passes = (test: Parameters<typeof bound>[0], values: Values) => compileExpression('company', bound(test))(image('c', values), world)
  expect(passes('less', money('9007199254740992'))).toBe(true)
  expect(passes('less', money('9007199254740993'))).toBe(false)
  expect(passes('more', money('9007199254740993.0000000000000001'))).toBe(true)
  expect(passes('at-most', money('1', 'USD'))).toBe(false)
  expect(passes('at-least', money('1e', 'USD'))).toBe(false)
})

const names = new Map([
  ['u1', 'Zoë'],
  ['u2', 'adam'],
  ['u3', 'Adam'],
])
const term = (
  property: string,
  by: OrderTerm['by'],
  direction: OrderTerm['direction'] = 'ascending',
  positions?: readonly string[],
): OrderTerm => ({
  property,
  by,
  direction,
  ...(positions ? { positions } : {}),
})
function sorted(order: readonly OrderTerm[], values: readonly Value[]): readonly Value[] {
  const property = order[0]?.property ?? 'x'
  const rows = values.map((value, index) => image(`r${index}`, { [property]: value }))
  return rows.sort(compareImages(order, (id) => names.get(id))).map((row) => row.values[property] ?? null)
}

test('[FLT-13] text is ordered folded, then raw, by code point; missing comes last both ways', () => {
  const values = ['b', null, '\u{1f600}', 'Ａ', '\uff5e', 'B', 'a', '']
  expect(sorted([term('name', 'text')], values)).toEqual(['', 'a', 'Ａ', 'B', 'b', '\uff5e', '\u{1f600}', null])
  expect(sorted([term('name', 'text', 'descending')], values)).toEqual(['\u{1f600}', '\uff5e', 'b', 'B', 'Ａ', 'a', '', null])
})
test('[FLT-13] numbers, days, booleans and money are ordered by value', () => {
  expect(sorted([term('n', 'value')], [10, 9, null, -1, 9.5])).toEqual([-1, 9, 9.5, 10, null])
  expect(sorted([term('d', 'value', 'descending')], ['2026-01-01', null, '2025-12-31'])).toEqual(['2026-01-01', '2025-12-31', null])
  expect(sorted([term('b', 'value')], [true, null, false])).toEqual([false, true, null])
  const [ten, nine, dollars] = [
    { amount: '10', currency: 'EUR' },
    { amount: '9.00', currency: 'EUR' },
    { amount: '9', currency: 'USD' },
  ]
  expect(sorted([term('m', 'value')], [ten, dollars, null, nine])).toEqual([nine, ten, dollars, null])
})
test('[FLT-13] options are ordered by their place, then what is no option by code point', () => {
  const order = [term('stage', 'position', 'ascending', ['new', 'won', 'lost'])]
  expect(sorted(order, ['lost', 'zzz', null, 'won', 'aaa', 'new'])).toEqual(['new', 'won', 'lost', 'aaa', 'zzz', null])
  expect(sorted([{ ...order[0], direction: 'descending' } as OrderTerm], ['new', 'aaa', 'won', null])).toEqual(['aaa', 'won', 'new', null])
})
test('[FLT-13] users are ordered by name, and by id where they have none', () => {
  expect(sorted([term('csm', 'user')], ['u1', 'u3', null, 'u2', 'bo'])).toEqual(['u3', 'u2', 'bo', 'u1', null])
})
test('[FLT-13] the last tie is broken by id, upwards whatever the direction', () => {
  const rows = ['r10', 'r2', 'r\u{1f600}', 'r\uff5e', 'R1'].map((id) => image(id, { a: 1 }))
  const order = (terms: readonly OrderTerm[]) => [...rows].sort(compareImages(terms, () => undefined)).map(({ id }) => id)
  const byId = ['R1', 'r10', 'r2', 'r\uff5e', 'r\u{1f600}']
  expect(order([])).toEqual(byId)
  expect(order([term('a', 'value', 'descending')])).toEqual(byId)
  expect(order([term('a', 'value'), term('b', 'text', 'descending')])).toEqual(byId)
})
test('[FLT-13] the order is total: it never contradicts itself', () => {
  const seed = Date.now() & 0x7fffffff
  console.info(`seed ${seed}`)
  const text = fc.option(fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom('a', 'A', 'e\u0301', 'É', 'e')))
  const row = fc.record({
    id: fc.string({ minLength: 1, maxLength: 2 }),
    values: fc.record({ name: text, n: fc.option(fc.integer({ min: 0, max: 2 })) }),
  })
  const compare = compareImages([term('n', 'value', 'descending'), term('name', 'text')], () => undefined)
  fc.assert(
    fc.property(row, row, row, (a, b, c) => {
      expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0)
      if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0)
      if (compare(a, b) === 0) expect(a.id).toBe(b.id)
    }),
    { seed, numRuns: 1000 },
  )
})

test('[FLT-2] names that every object inherits are missing until a record has them', () => {
  const own = (name: string, value: Value) => Object.fromEntries([[name, value]]) as Values
  for (const name of ['constructor', '__proto__', 'toString']) {
    const known = compileExpression('company', atom({ test: 'is-known', property: name, kind: 'string' }))
    expect([known(image('a'), world), known(image('a', own(name, 'x')), world)]).toEqual([false, true])
    const before = compileExpression('company', atom({ test: 'before-property', property: name, other: 'z', kind: 'date', orEqual: true }))
    expect(before(image('a', { z: '2026-01-01' }), world)).toBe(false)
    const compare = compareImages([term(name, 'text')], () => undefined)
    expect(compare(image('b', own(name, 'x')), image('a'))).toBeLessThan(0)
  }
})

test('[FLT-11] text tests fold both sides, and take every sign for itself', () => {
  const seed = Date.now() & 0x7fffffff
  console.info(`seed ${seed}`)
  const text = fc.string({ unit: fc.constantFrom('a', 'A', 'ß', 's', '%', '_', '*', '\\', '.', 'é', 'e\u0301', 'ﬁ', ' '), maxLength: 4 })
  fc.assert(
    fc.property(text, text, (value, part) => {
      const ask = (test: 'contains' | 'starts-with' | 'ends-with') =>
        compileExpression('company', atom({ test, property: 'name', kind: 'string', text: part }))(image('c', { name: value }), world)
      expect(ask('contains')).toBe(fold(value).includes(fold(part)))
      expect(ask('starts-with')).toBe(fold(value).startsWith(fold(part)))
      expect(ask('ends-with')).toBe(fold(value).endsWith(fold(part)))
    }),
    { seed, numRuns: 1000 },
  )
})

test('[VIEW-10] a query says which types and properties it looks at', () => {
  const where: Expression = {
    all: [
      isOpen,
      { not: atom({ test: 'before-property', property: 'a', other: 'b', kind: 'date', orEqual: false }) },
      { any: [atom({ test: 'some', hop, where: atom({ test: 'is-known', property: 'amount', kind: 'number' }) })] },
    ],
  }
  const query: CanonicalQuery = { type: 'company', every: [], where, order: [], select: [], count: false, archived: 'no' }
  expect([...typesOf(query)]).toEqual(['company', 'deal'])
  expect([...propertiesOf(where, 'company')].map(([type, found]) => [type, [...found]])).toEqual([
    ['company', ['stage', 'a', 'b']],
    ['deal', ['amount']],
  ])
  expect([looksBeyond(where), looksBeyond({ not: isOpen })]).toEqual([true, false])
})
