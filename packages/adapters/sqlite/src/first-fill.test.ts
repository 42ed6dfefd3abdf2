import type { CanonicalQuery, WriteBatch } from '@tenure/core/adapter'
import { emptyLayout, extendLayout } from '@tenure/sql'
import { expect, test } from 'vitest'
import type { Connection } from './connection.js'
import { FirstFill } from './first-fill.js'

const text = (name: string) => ({ name, kind: 'string' as const })
const layout = extendLayout(emptyLayout, {
  types: [
    { name: 'company', properties: [text('name'), { ...text('domain'), unique: true as const }], indexes: [['name'], ['domain', 'name']] },
    { name: 'deal', properties: [text('name')], indexes: [['name']] },
    { name: 'note', properties: [text('name')], indexes: [] },
  ],
  edges: [
    { edge: 'deal-company', from: 'deal', to: 'company' },
    { edge: 'note-company', from: 'note', to: 'company' },
  ],
})
const typeOf = (name: string) => layout.types.find(({ type }) => type === name) ?? layout.types[0]
const names = (types: readonly { readonly type: string }[]) => types.map(({ type }) => type)
const uniqueOf = 'company__unique__domain'

/** A database that knows its indexes, which tables have rows, and which types were noted as being filled. */
function open({ filling = [], filled = [] }: { readonly filling?: readonly string[]; readonly filled?: readonly string[] } = {}) {
  const indexes = new Set(layout.types.flatMap((each) => each.indexes.map(({ name }) => name)))
  const state = { noted: filling.length === 0 ? undefined : JSON.stringify(filling), indexes }
  const connection = {
    get: (sql: string) => {
      if (sql.includes("name = 'filling'")) return state.noted === undefined ? undefined : [state.noted]
      return filled.some((table) => sql.includes(`"${table}"`)) ? [1] : undefined
    },
    all: () => [...indexes].map((name) => [name]),
    run: (_sql: string, [noted]: readonly string[]) => {
      state.noted = noted
    },
    exec: (sql: string) => {
      const [, name = ''] = /INDEX (?:IF (?:NOT )?EXISTS) "([^"]+)"/.exec(sql) ?? []
      if (sql.startsWith('DROP')) indexes.delete(name)
      else indexes.add(name)
    },
    transact: (_mode: string, work: () => unknown) => work(),
  }
  return { state, fill: new FirstFill(connection as unknown as Connection) }
}
const company = typeOf('company') as NonNullable<ReturnType<typeof typeOf>>
const deal = typeOf('deal') as NonNullable<ReturnType<typeof typeOf>>

test('a type that gets 200 new records at once while it has none loses its indexes, but for the unique ones', () => {
  const { state, fill } = open()
  fill.write(company, 199)
  expect([fill.has(company), state.indexes.size]).toEqual([false, 4])
  fill.write(company, 200)
  expect([fill.has(company), fill.has(deal), state.noted]).toEqual([true, false, '["company"]'])
  expect([...state.indexes].filter((name) => name.startsWith('company'))).toEqual([uniqueOf])
  const { state: other, fill: later } = open({ filled: ['company'] })
  later.write(company, 1_000)
  expect([later.has(company), other.indexes.size]).toEqual([false, 4])
  fill.write(company, 200)
  expect([state.noted, state.indexes.size]).toEqual(['["company"]', 2])
})

test('its indexes are made one by one, and then it is a type like others, also for the next who opens the store', () => {
  const { state, fill } = open()
  for (const type of [company, deal]) fill.write(type, 200)
  expect([fill.makeNext(company), fill.has(company)]).toEqual([true, true])
  expect([fill.makeNext(company), fill.has(company), state.noted]).toEqual([true, false, '["deal"]'])
  expect(fill.makeNext(company)).toBe(false)
  expect(state.indexes.size).toBe(3)
  expect(open({ filling: ['deal'] }).fill.has(deal)).toBe(true)
})

test('a transaction that is taken back takes the note back', () => {
  const { state, fill } = open()
  fill.write(company, 200)
  state.noted = undefined
  fill.reset()
  expect(fill.has(company)).toBe(false)
})

test('a query reads a type that is being filled if it asks for it, or over one of its edges from either end', () => {
  const query = (type: string, edge = 'none') =>
    ({ type, where: { atom: 0, test: 'has-linked', edge, forward: true } }) as unknown as CanonicalQuery
  const both = open({ filling: ['company', 'deal'] }).fill
  expect(names(both.readBy(query('company'), layout))).toEqual(['company'])
  expect(names(both.readBy(query('note'), layout))).toEqual([])
  expect(names(both.readBy(query('note', 'deal-company'), layout))).toEqual(['company', 'deal'])
  expect(names(both.readBy(query('note', 'note-company'), layout))).toEqual(['company'])
  expect(names(open({ filling: ['company'] }).fill.readBy(query('company'), layout))).toEqual(['company'])
  expect(names(open().fill.readBy(query('company'), layout))).toEqual([])
})

test('the fill ends with a batch that writes to the type and creates fewer than 200', () => {
  const batch = (creates: number, others: number, type = 'company') =>
    ({
      writes: [
        ...Array.from({ length: creates }, (_, at) => ({ write: 'create', ref: { type, id: `c${at}` }, values: {} })),
        ...Array.from({ length: others }, (_, at) => ({ write: 'patch', ref: { type, id: `p${at}` }, values: {} })),
      ],
    }) as unknown as WriteBatch
  const { fill } = open({ filling: ['company'] })
  expect(names(fill.endedBy(batch(199, 0), layout))).toEqual(['company'])
  expect(names(fill.endedBy(batch(199, 300), layout))).toEqual(['company'])
  expect([names(fill.endedBy(batch(0, 1), layout)), names(fill.endedBy(batch(0, 0), layout))]).toEqual([['company'], []])
  expect(names(fill.endedBy(batch(200, 0), layout))).toEqual([])
  expect(names(fill.endedBy(batch(1, 0, 'deal'), layout))).toEqual([])
  expect(names(open().fill.endedBy(batch(1, 0), layout))).toEqual([])
})
