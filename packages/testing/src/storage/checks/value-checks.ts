import type { Value } from '@tenure/core/adapter'
import type { Check } from '../check.js'
import { claim, same, unlimited } from '../claim.js'
import { article, type Kit, part, patch } from '../kit.js'

/** What is stored comes back as it was. */
export const valueChecks: readonly Check[] = [
  {
    name: '[ST6] 6 value.roundtrip-every-kind',
    run: async ({ kit }) => {
      for (const [property, values] of Object.entries(samples)) await roundTrip(kit, property, values)
    },
  },
  {
    name: '[ST7] 7 value.null-missing-empty',
    run: async ({ kit }) => {
      const emptyIsNull = kit.adapter.capabilities.emptyIsNull === true
      await kit.write([
        article('empty', { name: '', order: 'x' }),
        article('null', { name: null, order: 'x' }),
        article('missing', { order: 'x' }),
      ])
      same((await kit.read('empty'))?.values['name'] ?? null, emptyIsNull ? null : '', 'Empty text is a value.')
      for (const id of ['null', 'missing']) same((await kit.read(id))?.values['name'] ?? null, null, 'A missing value is null.')
      if (emptyIsNull) return
      const known = await kit.check({ where: { atom: 0, test: 'is-known', property: 'name', kind: 'string' } }, 'Empty text is known')
      same(known, ['empty'], 'Empty text is known, a missing value is not.')
      same(
        await kit.check({ where: { atom: 0, test: 'is', property: 'name', kind: 'string', value: '' } }, 'Equal to empty text'),
        ['empty'],
        'Only empty text equals empty text.',
      )
      await kit.write([patch('empty', { name: null })])
      same((await kit.read('empty'))?.values['name'] ?? null, null, '`null` takes a value away.')
      same((await kit.read('empty'))?.values['order'], 'x', 'What a patch does not name stays.')
    },
  },
  {
    name: '[ST14] 14 read.keeps-order-and-marks-missing',
    run: async ({ kit }) => {
      await kit.write([
        article('b', { name: 'B' }),
        part('b', { name: 'Part' }),
        article('a', { name: 'A' }),
        article('gone', { name: 'Gone' }),
      ])
      await kit.write([{ write: 'archive', ref: { type: 'article', id: 'gone' } }])
      const refs = ['a', 'none', 'b', 'a', 'gone'].map((id) => ({ type: 'article', id }))
      const found = await kit.adapter.read([...refs, { type: 'part', id: 'b' }, { type: 'part', id: 'a' }], unlimited)
      same(
        found.map((record) => record?.values['name'] ?? null),
        ['A', null, 'B', 'A', 'Gone', 'Part', null],
        'Records come in the order of their names, `null` for a missing one.',
      )
      same(
        found.map((record) => record?.archivedAt !== undefined),
        [false, false, false, false, true, false, false],
        'Archived records are read, and say that they are.',
      )
      same(await kit.adapter.read([], unlimited), [], 'No names, no records.')
    },
  },
]

const samples: Readonly<Record<string, readonly NonNullable<Value>[]>> = {
  name: [
    'a',
    ' around ',
    'two\nlines\r\n\t',
    "it's",
    '"',
    '\\',
    '%_*',
    'null',
    '0',
    'é',
    'e\u0301',
    '\u05e9\u05dc\u05d5\u05dd',
    '\u{1f600}',
    '\ue000',
    '; drop table article; --',
    '__proto__',
  ],
  note: ['x'.repeat(20_000)],
  size: [0, 1, -1, 0.1, 1.5, -2.25, 1e21, 1e-7, 5e-324, Number.MAX_VALUE, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  price: [
    { amount: '0', currency: 'EUR' },
    { amount: '-0.01', currency: 'USD' },
    { amount: '10005534.5', currency: 'EUR' },
    { amount: '90071992547409931234.123456789', currency: 'JPY' },
  ],
  open: [true, false],
  day: ['2026-03-01', '2024-02-29', '0001-01-01', '9999-12-31'],
  at: [0, -1, 1_772_355_600_123, 253_402_300_799_999, -62_135_596_800_000],
  stage: ['new', 'of no list', "'"],
  tags: [['a'], ['a', 'b,c', 'd"e', 'f;g'], ['[]', 'null'], ['é', '\u{1f600}']],
  keeper: ['u1', 'nobody'],
  extra: [{}, [], 0, false, true, 'text', '', '{"a":1}', ['b', 'a', 'b'], { a: { b: [1, null, 'x', { c: 1.5 }] }, 'd e': null, '': 1 }],
}

async function roundTrip(kit: Kit, property: string, values: readonly NonNullable<Value>[]): Promise<void> {
  for (const [place, value] of values.entries()) {
    const id = `${property}-${place}`
    await kit.write([article(id, { [property]: value })])
    same((await kit.read(id))?.values[property], value, `A ${property} is read as it was written.`)
    const { records } = await kit.ask({ where: { atom: 0, test: 'id-of', ids: [id] }, select: [property] })
    same(records[0]?.values[property], value, `A ${property} is scanned as it was written.`)
    await kit.write([patch(id, { [property]: null })])
    same((await kit.read(id))?.values[property] ?? null, null, `A ${property} can be removed.`)
    await kit.write([patch(id, { [property]: value })])
    same((await kit.read(id))?.values[property], value, `A ${property} can be given again.`)
  }
  claim(values.length > 0, 'There are samples.')
}
