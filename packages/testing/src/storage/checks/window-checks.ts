import type { OrderTerm, Page, Value, Values, Write } from '@tenure/core/adapter'
import type { Check } from '../check.js'
import { claim, same, unlimited } from '../claim.js'
import { article, type Kit, patch } from '../kit.js'
import { term } from '../kit-schema.js'

/** Orders, windows and totals. */
export const windowChecks: readonly Check[] = [
  {
    name: '[ST26] [FLT-13] 26 query.order-code-point',
    run: async ({ kit }) => {
      await kit.write([user('u1', 'zoe'), user('u2', 'Ärger'), user('u3', 'adam'), user('u4', 'Adam')])
      for (const [property, values] of Object.entries(orders)) await sorts(kit, property, values)
    },
  },
  {
    name: '[ST27] [FLT-13] 27 query.order-nulls-last-id-tiebreak',
    run: async ({ kit }) => {
      const ids = ['b', 'a', 'B', '10', '9', 'Z', '_', 'é']
      await kit.write(ids.flatMap((id, at) => [article(id, at % 3 === 0 ? {} : everyKind(at % 2))]))
      for (const property of ordered) {
        const ascending = await kit.check({ order: [term(property)] }, `By ${property}`)
        const descending = await kit.check({ order: [term(property, 'descending')] }, `By ${property}, descending`)
        for (const found of [ascending, descending])
          same(found.slice(-3), ['10', '_', 'b'], 'Missing values come last both ways, and by id among themselves.')
        same([...descending.slice(0, 5)].sort(), [...ascending.slice(0, 5)].sort(), 'Known values come first.')
      }
      same(await kit.check({}, 'No order'), ['10', '9', 'B', 'Z', '_', 'a', 'b', 'é'], 'Without an order the id decides, by code point.')
    },
  },
  {
    name: '[ST28] [FLT-13] 28 query.order-mixed-directions',
    run: async ({ kit }) => {
      const writes = Array.from({ length: 36 }, (_, at) =>
        article(`m${at}`, {
          stage: pickOf(['busy', 'new', null], at),
          size: pickOf([1, null, 2], Math.floor(at / 3)),
          name: pickOf(['b', 'A', 'a'], Math.floor(at / 9)),
        }),
      )
      await kit.write(writes)
      for (const [first, second, third] of directions) {
        const order = [term('stage', first), term('size', second), term('name', third)]
        const all = await kit.check({ order }, `By three, ${first} ${second} ${third}`)
        claim(all.length === 36, 'Every row is there once.')
        await kit.check({ order, limit: 7, offset: 11 }, 'A part of it')
      }
    },
  },
  {
    name: '[ST29] [FLT-12] 29 query.keyset-no-skip-no-repeat',
    run: async ({ kit }) => {
      for (const direction of ['ascending', 'descending'] as const) await pageThroughChanges(kit, direction)
    },
  },
  {
    name: '[ST30] 30 query.limit-0-1-max-plus-one',
    run: async ({ kit }) => {
      const count = 1_205
      await kit.write(Array.from({ length: count }, (_, at) => article(`l${at}`, { size: at % 10 })))
      const order = [term('size')]
      for (const limit of [0, 1, 999, 1_000, 1_001, count - 1, count, count + 1, undefined]) {
        const found = await kit.check({ order, ...(limit === undefined ? {} : { limit }) }, `Limit ${limit}`)
        same(found.length, Math.min(limit ?? count, count), 'Exactly as many rows as requested.')
        await kit.check({ order, limit: 3, offset: limit ?? 0 }, `Offset ${limit}`)
      }
    },
  },
  {
    name: '[ST31] 31 query.count-equals-scan',
    run: async ({ kit }) => {
      await kit.write(Array.from({ length: 40 }, (_, at) => article(`c${at}`, { ...everyKind(at % 4), size: at })))
      await kit.write([3, 5, 8].map((at) => ({ write: 'archive', ref: { type: 'article', id: `c${at}` } }) as const))
      for (const archived of ['no', 'only', 'any'] as const) {
        for (const [test, value] of [
          ['at-least', 5],
          ['less', 9],
          ['is', 8],
          ['is', 99],
        ] as const) {
          const where = { atom: 0, test, property: 'size', kind: 'number', value } as const
          const rows = await kit.check({ where, archived }, `${test} ${value}, archived: ${archived}`)
          const { total } = await kit.ask({ where, archived, limit: 2, offset: 1 })
          same(total, rows.length, 'The total is the number of all that match, whatever the window.')
        }
      }
    },
  },
  {
    name: '[ST32] 32 query.projection-never-widens-result',
    run: async ({ kit }) => {
      await kit.write(Array.from({ length: 12 }, (_, at) => article(`p${at}`, { ...everyKind(at % 3), note: `note ${at}` })))
      const question = {
        where: { atom: 0, test: 'contains', property: 'note', kind: 'text', text: '1' },
        order: [term('size'), term('keeper')],
        limit: 3,
      } as const
      const expected = await kit.check(question, 'Selected: name')
      for (const select of [[], ['note'], ['size', 'keeper', 'note'], [...ordered, 'tags', 'extra']]) {
        same(
          await kit.check({ ...question, select }, `Selected: ${select.join()}`),
          expected,
          'What is selected does not change what is found.',
        )
      }
    },
  },
  {
    name: '[ST61] 61 scan.pages-see-one-state',
    needs: ({ capabilities }) => capabilities.snapshots === true,
    run: async ({ kit }) => {
      const count = 3_100
      await kit.write(Array.from({ length: count }, (_, at) => article(`s${at}`, { size: at })))
      const { cursor } = await kit.write([patch('s0', { name: 'last before' })])
      const query = kit.query({ order: [term('size')], select: ['size'] })
      const seen: (readonly [string, Value | undefined])[] = []
      let first: Page | undefined
      for await (const page of kit.adapter.scan(kit.adapter.plan(query), unlimited)) {
        if (first === undefined)
          await kit.write([
            article('late', { size: count }),
            patch(`s${count - 1}`, { size: -1 }),
            { write: 'archive', ref: { type: 'article', id: `s${count - 2}` } },
          ])
        first ??= page
        seen.push(...page.records.map(({ ref, values }) => [ref.id, values['size']] as const))
      }
      same(
        seen,
        Array.from({ length: count }, (_, at) => [`s${at}`, at]),
        'No page sees what was committed after the first.',
      )
      same(first?.total ?? count, count, 'The total is of the same state.')
      same(first?.asOf, cursor, 'The first page names that state.')
    },
  },
]

// Each list is in ascending order, without duplicates.
const orders: Readonly<Record<string, readonly NonNullable<Value>[]>> = {
  name: ['', ' ', '!', '10', '9', '_', 'A', 'a', 'B', 'b', 'SS', 'ss', 'ß', 'é', '\u05d0', '\ue000', '\u{1f600}'],
  size: [-1e21, -10, -9.5, 0, 1e-7, 9, 10, 1e21],
  price: [
    { amount: '100', currency: 'CHF' },
    { amount: '-3', currency: 'EUR' },
    { amount: '0', currency: 'EUR' },
    { amount: '9.5', currency: 'EUR' },
    { amount: '10', currency: 'EUR' },
    { amount: '9.5', currency: 'USD' },
  ],
  open: [false, true],
  day: ['0001-01-01', '1999-12-31', '2026-03-01', '9999-12-31'],
  at: [-5, 0, 5, 1_772_355_600_123],
  stage: ['new', 'busy', 'done', 'Lost', 'Other', 'another'],
  keeper: ['u4', 'u3', 'unknown', 'u1', 'u2'],
}
const ordered = ['name', 'note', 'size', 'price', 'open', 'day', 'at', 'stage', 'keeper'] as const
const directions: readonly (readonly OrderTerm['direction'][])[] = [
  ['ascending', 'ascending', 'descending'],
  ['ascending', 'descending', 'ascending'],
  ['descending', 'ascending', 'ascending'],
  ['descending', 'ascending', 'descending'],
]

function user(id: string, name: string): Write {
  return { write: 'create', ref: { type: 'user', id }, values: { name, active: true } }
}
function pickOf<T>(values: readonly T[], at: number): T {
  return values[at % values.length] as T
}
function everyKind(at: number): Values {
  return {
    name: `name ${at}`,
    note: `note ${at}`,
    size: at,
    price: { amount: String(at), currency: 'EUR' },
    open: at % 2 === 0,
    day: `2026-01-0${at + 1}`,
    at,
    stage: pickOf(['new', 'busy', 'done'], at),
    tags: ['x', `y${at}`],
    keeper: `u${at}`,
    extra: { at },
  }
}
// Written in another order than the one that is asked for.
async function sorts(kit: Kit, property: string, values: readonly NonNullable<Value>[]): Promise<void> {
  const ids = values.map((_, at) => `${property}-${(at * 7) % 100}`)
  await kit.write(values.map((value, at) => article(ids[at] ?? '', { [property]: value })).reverse())
  const where = { atom: 0, test: 'id-of', ids } as const
  same(await kit.check({ where, order: [term(property)] }, `Ascending by ${property}`), ids, `The order of ${property}.`)
  same(
    await kit.check({ where, order: [term(property, 'descending')] }, `Descending by ${property}`),
    [...ids].reverse(),
    `The order of ${property}, descending.`,
  )
}
async function pageThroughChanges(kit: Kit, direction: OrderTerm['direction']): Promise<void> {
  const stay = Array.from({ length: 30 }, (_, at) => `${direction}-${String(at).padStart(2, '0')}`)
  await kit.write(stay.map((id, at) => article(id, { name: direction, size: at % 4 === 0 ? null : at % 5, order: 'stays' })))
  await kit.write(Array.from({ length: 12 }, (_, at) => article(`${direction}-moves-${at}`, { name: direction, size: at % 5 })))
  const where = { atom: 0, test: 'is', property: 'name', kind: 'string', value: direction } as const
  const order = [term('size', direction)]
  const expected = await kit.check(
    { where: { all: [where, { atom: 0, test: 'is', property: 'order', kind: 'string', value: 'stays' }] }, order },
    'What stays',
  )
  const found: string[] = []
  for (let page = 0; page < 40; page += 1) {
    const last = found.at(-1)
    const after = last === undefined ? undefined : { values: [(await kit.read(last))?.values['size'] ?? null], id: last }
    const rows = await kit.check({ where, order, limit: 4, ...(after && { after }) }, `Page ${page}`)
    if (rows.length === 0) break
    found.push(...rows)
    await disturb(kit, direction, page, rows.at(-1))
  }
  same(
    found.filter((id) => stay.includes(id)),
    expected,
    'A row that is not touched comes once, in order, whatever happens around it.',
  )
}
// Moves, adds and archives other rows; never the one that the next page starts after.
async function disturb(kit: Kit, name: string, page: number, last: string | undefined): Promise<void> {
  const moved = `${name}-moves-${page}`
  const archived = `${name}-moves-${page + 1}`
  if (moved !== last && kit.model.get('article', moved)?.archived === false) await kit.write([patch(moved, { size: (page * 3) % 6 })])
  await kit.write([article(`${name}-new-${page}`, { name: page % 2 === 0 ? name : 'elsewhere', size: page % 6 })])
  if (page % 3 === 2 && archived !== last && kit.model.get('article', archived)?.archived === false)
    await kit.write([{ write: 'archive', ref: { type: 'article', id: archived } }])
}
