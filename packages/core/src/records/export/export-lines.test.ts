import { expect, test } from 'vitest'
import type { HistoryEntry, KeptRecord, SchemaSnapshot } from '../../storage/adapter.js'
import { exportVersion, fromRecordLine, headLine, isOfKind, laterLine, schemaLine, toRecordLine, toSchemaLine } from './export-lines.js'

const ref = { type: 'company', id: 'c1' }
const bare: KeptRecord = { ref, version: '3', values: {}, links: [], history: [] }
const change = (property: string, value: HistoryEntry['value'], more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...{ property, value, before: null, at: 10, actor: { source: 'user', user: 'u1' }, version: '2' },
  ...more,
})
const whole: KeptRecord = {
  ref,
  version: '3',
  archivedAt: 99,
  values: { name: 'Acme', arr: { amount: '5', currency: 'EUR' }, city: null },
  links: [
    { edge: 'company-deal', to: { type: 'deal', id: 'd1' } },
    { edge: 'company-deal', to: { type: 'deal', id: 'd2' }, label: 'primary' },
  ],
  history: [
    change('name', 'Acme', { before: 'Acne', group: 'run-1' }),
    change('city', null, { before: 'Graz', at: 4, group: 'run-1' }),
    change('name', 'Acne', { version: '1', at: 3, actor: { source: 'import' } }),
  ],
}
const none: ReadonlySet<string> = new Set()

test('[SDK-11] a store is named by its types, their properties and its edges, each in the order of the names', () => {
  const snapshot = {
    types: [
      {
        name: 'deal',
        properties: [
          { name: 'name', kind: 'string', indexed: true },
          { name: 'amount', kind: 'money', internal: true },
        ],
      },
      { name: 'secret', properties: [] },
      { name: 'company', properties: [{ name: 'domain', kind: 'string', unique: true, internal: false }] },
    ],
    edges: [
      { edge: 'z', from: 'deal', to: 'company', indexed: true },
      { edge: 'a', from: 'company', to: 'deal' },
      { edge: 'b', from: 'secret', to: 'deal' },
      { edge: 'c', from: 'deal', to: 'secret' },
    ],
  } as unknown as SchemaSnapshot
  const line = toSchemaLine(snapshot, new Set(['secret']))
  expect(line).toStrictEqual({
    types: [
      { name: 'company', properties: [{ name: 'domain', kind: 'string', unique: true }] },
      {
        name: 'deal',
        properties: [
          { name: 'amount', kind: 'money', internal: true },
          { name: 'name', kind: 'string' },
        ],
      },
    ],
    edges: [
      { edge: 'a', from: 'company', to: 'deal' },
      { edge: 'z', from: 'deal', to: 'company' },
    ],
  })
  expect(schemaLine.parse(line)).toEqual(line)
  expect(toSchemaLine(snapshot, none).edges.map(({ edge }) => edge)).toEqual(['a', 'b', 'c', 'z'])
  expect(snapshot.types[0]?.name).toBe('deal')
})

test('[SDK-11] the line of a record has its values in order, its links, and its past by commit', () => {
  const line = toRecordLine(whole, none)
  expect(line).toStrictEqual({
    type: 'company',
    id: 'c1',
    version: '3',
    archivedAt: 99,
    values: { arr: { amount: '5', currency: 'EUR' }, city: null, name: 'Acme' },
    links: [
      ['company-deal', 'deal', 'd1'],
      ['company-deal', 'deal', 'd2', 'primary'],
    ],
    history: [
      {
        version: '2',
        at: 10,
        by: { source: 'user', user: 'u1' },
        group: 'run-1',
        set: { name: 'Acme', city: null },
        was: { name: 'Acne', city: 'Graz' },
        since: { city: 4 },
      },
      { version: '1', at: 3, by: { source: 'import' }, set: { name: 'Acne' } },
    ],
  })
  expect(Object.keys(line.values)).toEqual(['arr', 'city', 'name'])
  expect(laterLine.parse(JSON.parse(JSON.stringify(line)))).toEqual(line)
})

test('[SDK-11] a record without links, past and archive has none of them in its line', () => {
  expect(toRecordLine(bare, none)).toStrictEqual({ type: 'company', id: 'c1', version: '3', values: {} })
  const internal = { ...bare, history: [change('imported', 'x'), change('name', 'A')] }
  expect(toRecordLine(internal, new Set(['imported'])).history?.map(({ set }) => set)).toEqual([{ name: 'A' }])
  expect('history' in toRecordLine(internal, new Set(['imported', 'name']))).toBe(false)
})

test('[SDK-11] who changed something is written in one order: the source, the user, the plugin', () => {
  const by = (actor: object) => {
    const { history = [] } = toRecordLine({ ...bare, history: [change('name', 'A', { actor: actor as HistoryEntry['actor'] })] }, none)
    return JSON.stringify(history[0]?.by)
  }
  expect(by({ plugin: 'health', user: 'u1', source: 'plugin' })).toBe('{"source":"plugin","user":"u1","plugin":"health"}')
  expect(by({ user: undefined, plugin: undefined, source: 'system' })).toBe('{"source":"system"}')
})

test('[SDK-11] a line is read back as the record that it was written of', () => {
  expect(fromRecordLine(toRecordLine(whole, none))).toStrictEqual({
    ...whole,
    values: { arr: whole.values['arr'], city: null, name: 'Acme' },
  })
  expect(fromRecordLine(toRecordLine(bare, none))).toStrictEqual(bare)
  const named = change('constructor', 'A', { before: 'B' })
  const line = toRecordLine({ ...bare, history: [named, change('toString', 'C')] }, none)
  expect(fromRecordLine(line).history).toEqual([named, change('toString', 'C')])
})

test('[SDK-11] a line of another form is not read', () => {
  const line = toRecordLine(whole, none)
  const [commit] = line.history ?? []
  const sha256 = 'ab'.repeat(32)
  const isRead = (value: unknown) => laterLine.safeParse(value).success
  expect([line, { purged: ['deal', 'd1'] }, { end: { records: 1, purged: 0, sha256 } }].map(isRead)).toEqual([true, true, true])
  const wrong: readonly unknown[] = [
    { ...line, more: 1 },
    { ...line, id: '' },
    { ...line, version: '1a' },
    { ...line, version: '1'.repeat(16) },
    { ...line, archivedAt: 1.5 },
    { ...line, links: [['edge', 'deal']] },
    { ...line, history: [{ ...commit, by: { source: 'somebody' } }] },
    { ...line, history: [{ ...commit, by: { source: 'user', name: 'x' } }] },
    { ...line, history: [{ ...commit, version: 'x' }] },
    { ...line, history: [{ ...commit, at: 0.5 }] },
    { ...line, history: [{ ...commit, more: 1 }] },
    { purged: ['deal', ''] },
    { purged: ['deal'] },
    { end: { records: 1, purged: 0, sha256: `${sha256}a` } },
    { end: { records: 1.5, purged: 0, sha256 } },
    { end: { records: 1, purged: 0, sha256, more: 1 } },
    { end: { records: 1, purged: 0, sha256 }, more: 1 },
  ]
  expect(wrong.filter(isRead)).toEqual([])
  for (const source of ['user', 'plugin', 'import', 'sync', 'api', 'system'])
    expect(isRead({ ...line, history: [{ ...commit, by: { source } }] })).toBe(true)
})

test('[SDK-11] the first line names an export and its version, the second what the store holds', () => {
  const isHead = (value: unknown) => headLine.safeParse(value).success
  expect(exportVersion).toBe(1)
  expect(
    [
      { tenure: 'export', version: exportVersion },
      { tenure: 'export', version: 9 },
    ].map(isHead),
  ).toEqual([true, true])
  expect(isHead({ tenure: 'export', version: 0 })).toBe(false)
  expect(isHead({ tenure: 'export', version: 1.5 })).toBe(false)
  expect(isHead({ tenure: 'backup', version: 1 })).toBe(false)
  expect(isHead({ tenure: 'export', version: 1, more: 1 })).toBe(false)
  const property = { name: 'a', kind: 'string' }
  const isSchema = (one: object) => schemaLine.safeParse({ types: [{ name: 'deal', properties: [one] }], edges: [] }).success
  expect([property, { ...property, unique: true, internal: true }].map(isSchema)).toEqual([true, true])
  const wrong = [
    { ...property, kind: 'x' },
    { ...property, unique: false },
    { ...property, internal: false },
    { ...property, more: 1 },
  ]
  expect(wrong.filter(isSchema)).toEqual([])
})

test('[SDK-11] a value is of its kind, or missing', () => {
  expect([isOfKind('number', 5), isOfKind('number', null), isOfKind('number', '5'), isOfKind('date', '2026-02-30')]).toEqual([
    ...[true, true, false, false],
  ])
})
