import type { Value, Write } from '@tenure/core/adapter'
import type { Check } from '../check.js'
import { claim, codeOf, same, show, unlimited } from '../claim.js'
import { link } from '../every-write.js'
import { article, type Kit, part, patch } from '../kit.js'
import { parentEdge, partEdge } from '../kit-schema.js'

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
  {
    name: '[ST25] 25 value.ids-are-exact',
    run: async ({ kit }) => {
      await kit.write(similarIds.map((id, place) => article(id, { name: `${place}` })))
      await idsAreApart(kit, similarIds)
      for (const [place, id] of similarIds.entries()) {
        const { records } = await kit.ask({ where: { atom: 0, test: 'id-of', ids: [id] } })
        same(
          records.map(({ ref, values }) => [ref.id, values['name']]),
          [[id, `${place}`]],
          'A scan finds that id alone.',
        )
        await kit.write([patch(id, { size: place })])
      }
      await kit.check({ select: ['name', 'size'] }, 'Each has its own values')
      const [first = '', ...rest] = similarIds
      await kit.write([{ write: 'purge', ref: { type: 'article', id: first } }])
      same(await kit.read(first), null, 'One is purged.')
      await idsAreApart(kit, rest)
    },
  },
  {
    name: '[ST25] 25 value.ids-of-links-and-history-are-exact',
    needs: ({ links }) => links !== undefined,
    run: async ({ kit }) => {
      const edge = parentEdge
      await kit.write(similarIds.map((id, size) => article(id, { size })))
      await kit.write(similarIds.map((id) => link(id, id, undefined, edge)))
      for (const [place, id] of similarIds.entries()) {
        const ref = { type: 'article', id }
        same(
          [await kit.links(ref, edge.edge, true), await kit.links(ref, edge.edge, false)],
          [[{ id }], [{ id }]],
          'Links are of that id alone.',
        )
        const past = (await kit.history(ref))?.map(({ value }) => value) ?? [place]
        same(past, [place], 'History is of that id alone.')
      }
    },
  },
  {
    name: '[ST69] 69 value.broken-text-is-refused',
    run: async ({ kit }) => {
      await kit.write([article('a', { name: 'whole' }), part('p')])
      const { version } = (await kit.read('a')) ?? {}
      for (const text of ['a\0b', '\0', 'a\ud800', '\udc00b', '\udc00\ud800']) {
        for (const write of brokenWrites(kit, text))
          same(await codeOf(() => kit.attempt([write])), 'input.invalid', `Text that stores keep differently is refused: ${show(write)}.`)
        const whole = { a: text, [text]: [text] }
        await kit.write([article(`json ${whole.a.length} ${text.codePointAt(0)} ${text.codePointAt(1)}`, { extra: whole })])
      }
      same((await kit.read('a'))?.version, version, 'Nothing of it is written.')
      await kit.check({ select: ['extra'] }, 'JSON holds any text')
      if (kit.adapter.links) same(await kit.links({ type: 'article', id: 'a' }, partEdge.edge, true), [], 'No link is made.')
    },
  },
]

function brokenWrites({ adapter }: Kit, text: string): readonly Write[] {
  const kinds = ['name', 'note', 'stage', 'keeper']
  return [
    article(`a${text}`),
    ...kinds.flatMap((name) => [article('b', { [name]: text }), patch('a', { [name]: text })]),
    ...(adapter.links ? [link('a', 'p', text)] : []),
  ]
}
const half = 'x'.repeat(499)
// Ids that a store could take for one: normalised, trimmed, without case, cut, or read as part of an address.
const similarIds = [
  ...[
    '\u00e9',
    'e\u0301',
    'a',
    'A',
    ' a',
    'a ',
    'a\u00a0',
    'a/b',
    'a%2Fb',
    'a?b',
    'a#b',
    "a'b",
    'a"b',
    'a\\b',
    'a:b',
    'a,b',
    '\u{1f600}',
    '__proto__',
  ],
  ...[`${half}a`, `${half}b`, `${'\u4e00'.repeat(499)}a`, `${'\u4e00'.repeat(499)}b`],
]
async function idsAreApart(kit: Kit, ids: readonly string[]): Promise<void> {
  const found = await kit.adapter.read(
    ids.map((id) => ({ type: 'article', id })),
    unlimited,
  )
  same(
    found.map((record) => [record?.ref.id, record?.values['name']]),
    ids.map((id) => [id, `${similarIds.indexOf(id)}`]),
    'Ids are compared character by character, and come back as they were.',
  )
}

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
  note: ['x'.repeat(20_000), '\u00e9'.repeat(200_000)],
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
  extra: [
    {},
    [],
    0,
    false,
    true,
    'text',
    '',
    '{"a":1}',
    ['b', 'a', 'b'],
    { a: { b: [1, null, 'x', { c: 1.5 }] }, 'd e': null, '': 1 },
    { ['__proto__']: 1 },
  ],
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
