import type { RecordRef, Values, Write, WriteBatch } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { own, type RecordState, type StoredLink, toChange, toStored, workOut } from './batch-work.js'
import { emptyLayout, extendLayout } from './layout.js'
import { LayoutView } from './layout-view.js'

const view = new LayoutView(
  extendLayout(emptyLayout, {
    types: [
      {
        name: 'company',
        properties: [
          { name: 'name', kind: 'string' },
          { name: 'domain', kind: 'string', unique: true },
          { name: 'tags', kind: 'multi_enumeration' },
          { name: '__proto__', kind: 'string' },
        ],
      },
      { name: 'deal', properties: [{ name: 'domain', kind: 'string', unique: true }] },
    ],
    edges: [
      { edge: 'deals', from: 'company', to: 'deal' },
      { edge: 'parent', from: 'company', to: 'company' },
    ],
  }),
)
const [acme, bolt, deal] = [
  { type: 'company', id: 'acme' },
  { type: 'company', id: 'bolt' },
  { type: 'deal', id: 'd1' },
]
const dealLink = { edge: 'deals', from: acme, to: deal, label: 'main' }

interface Stored {
  readonly records?: readonly (readonly [RecordRef, RecordState])[]
  readonly purged?: readonly RecordRef[]
  readonly links?: readonly StoredLink[]
}
const isSame = (a: RecordRef, b: RecordRef) => a.type === b.type && a.id === b.id
const rows = [
  [acme, { version: 3, values: { name: 'Acme', domain: 'a.example' } }],
  [bolt, { version: 1, values: { name: 'Bolt' }, archivedAt: 5 }],
  [deal, { version: 7, values: {} }],
] as const satisfies Stored['records']
function workOf(writes: readonly Write[], { records = rows, purged = [], links = [] }: Stored = {}) {
  const batch: WriteBatch = { atomic: true, at: 100, actor: { source: 'user', user: 'anna' }, writes }
  const work = workOut(batch, view, {
    record: (ref) => records.find(([each]) => isSame(each, ref))?.[1],
    isPurged: (ref) => purged.some((each) => isSame(each, ref)),
    hasLink: (link) => links.some((each) => JSON.stringify(each) === JSON.stringify(link)),
    linksOf: (ref) => links.filter(({ from, to }) => isSame(from, ref) || isSame(to, ref)),
    holder: ({ type }, property, value) =>
      records.find(([ref, { values }]) => ref.type === type && (values as Values)[property] === value)?.[0].id,
  })
  return { batch, work }
}
/** Changes, records and links that a batch leaves; or why there are none. */
function outcome(writes: readonly Write[], stored?: Stored) {
  const { batch, work } = workOf(writes, stored)
  if (!work.ok) return work
  return { changes: work.records.map((each) => toChange(each, batch)), records: work.records.map(toStored), links: work.links }
}
const changes = (writes: readonly Write[], stored?: Stored) => {
  const found = outcome(writes, stored)
  return 'changes' in found ? found.changes : found
}
const patch = (ref: RecordRef, values: Values, more: object = {}): Write => ({ write: 'patch', ref, values, ...more })
const create = (ref: RecordRef, values: Values, more: object = {}): Write => ({ write: 'create', ref, values, ...more })
const by = { at: 100, actor: { source: 'user', user: 'anna' } }
const cora = { type: 'company', id: 'cora' }

test('a creation has an image after it alone, and a patch both', () => {
  expect(
    outcome([create(cora, { name: 'Cora', domain: null, tags: ['b', 'a', 'b'] }), patch(acme, { name: 'ACME', domain: null })]),
  ).toEqual({
    changes: [
      { ref: cora, change: 'create', version: '1', ...by, changed: ['name', 'tags'], after: { name: 'Cora', tags: ['a', 'b'] } },
      {
        ...{ ref: acme, change: 'patch', version: '4', ...by, changed: ['domain', 'name'] },
        ...{ before: { name: 'Acme', domain: 'a.example' }, after: { name: 'ACME' } },
      },
    ],
    records: [
      { ref: cora, version: '1', values: { name: 'Cora', tags: ['a', 'b'] } },
      { ref: acme, version: '4', values: { name: 'ACME' } },
    ],
    links: [],
  })
})

test('what is written to one record several times is one change, of what is another value in the end', () => {
  const found = changes([
    patch(acme, { name: 'x', tags: ['a'] }),
    patch(acme, { name: 'Acme', domain: 'b.example' }),
    patch(acme, { domain: 'c.example' }),
  ])
  expect(found).toEqual([
    {
      ...{ ref: acme, change: 'patch', version: '4', ...by, changed: ['domain', 'tags'] },
      ...{ before: { name: 'Acme', domain: 'a.example' }, after: { name: 'Acme', domain: 'c.example', tags: ['a'] } },
    },
  ])
  const set = { records: [[acme, { version: 1, values: { name: 'Acme', tags: ['a', 'b'] } }]] } as const
  expect(changes([patch(acme, { tags: ['b', 'a'], name: undefined as never })], set)).toMatchObject([
    { changed: ['name'], after: { tags: ['a', 'b'] } },
  ])
  const { work } = workOf([patch(acme, { name: undefined as never })], set)
  expect(work.ok && work.records.map(({ after }) => Object.keys(after?.values ?? {}))).toEqual([['tags']])
  expect(changes([patch(acme, {}), patch(acme, { name: 'Acme' })])).toMatchObject([{ version: '4', changed: [] }])
})

test('a value is its own, also under the name of the prototype', () => {
  const values = Object.fromEntries([['__proto__', 'p']])
  const [change] = changes([create(cora, values)]) as readonly { changed: unknown; after: object }[]
  expect([change?.changed, Object.entries(change?.after ?? {})]).toEqual([['__proto__'], [['__proto__', 'p']]])
  expect([own({}, 'toString'), own(undefined, 'name'), own({ name: 'x' }, 'name'), own({ name: undefined as never }, 'name')]).toEqual([
    null,
    null,
    'x',
    null,
  ])
})

test('the last write of a value says since when it holds', () => {
  const since = (writes: readonly Write[]) => {
    const { work } = workOf(writes)
    return work.ok ? work.records.map((each) => each.since && [...each.since]) : work
  }
  expect(since([create(cora, { name: 'a', tags: ['x'] }, { since: { name: 1 } })])).toEqual([[['name', 1]]])
  expect(since([patch(acme, { name: 'a', tags: ['x'] }, { since: { name: 1, tags: 2 } }), patch(acme, { name: 'b' })])).toEqual([
    [['tags', 2]],
  ])
  expect(since([patch(acme, { name: 'a' }), patch(acme, { name: 'b' }, { since: { name: 3 } })])).toEqual([[['name', 3]]])
  const dated = [patch(acme, { name: 'a' }, { since: { name: 1 } }), patch(acme, { tags: ['x'] }, { since: { tags: 2 } })]
  expect(since(dated)).toEqual([
    [
      ['name', 1],
      ['tags', 2],
    ],
  ])
  expect(since([patch(acme, { name: 'a' })])).toEqual([undefined])
})

test('an archived record has no image, and archiving or restoring what is so already does nothing', () => {
  expect(
    outcome([
      { write: 'archive', ref: acme },
      { write: 'archive', ref: bolt },
    ]),
  ).toEqual({
    changes: [{ ref: acme, change: 'archive', version: '4', ...by, changed: [], before: { name: 'Acme', domain: 'a.example' } }],
    records: [{ ref: acme, version: '4', values: { name: 'Acme', domain: 'a.example' }, archivedAt: 100 }],
    links: [],
  })
  expect(
    outcome([
      { write: 'restore', ref: acme },
      { write: 'restore', ref: bolt },
    ]),
  ).toEqual({
    changes: [{ ref: bolt, change: 'restore', version: '2', ...by, changed: [], after: { name: 'Bolt' } }],
    records: [{ ref: bolt, version: '2', values: { name: 'Bolt' } }],
    links: [],
  })
  expect(outcome([patch(bolt, { name: 'B' })])).toMatchObject({
    changes: [{ change: 'patch', changed: ['name'] }],
    records: [{ version: '2', values: { name: 'B' }, archivedAt: 5 }],
  })
})

test('several things done to a record have the name of the weightiest', () => {
  const names = (...writes: Write[]) => (changes(writes) as readonly { change: string }[]).map(({ change }) => change)
  const link: Write = { write: 'link', ref: acme, edge: 'deals', to: deal }
  const [archive, restore, purge] = (['archive', 'restore', 'purge'] as const).map((write): Write => ({ write, ref: acme })) as [
    Write,
    Write,
    Write,
  ]
  expect(names(patch(acme, { name: 'x' }), link)).toEqual(['patch', 'link'])
  expect(names(link, patch(acme, { name: 'x' }))).toEqual(['patch', 'link'])
  expect(names(archive, restore, patch(acme, { name: 'x' }))).toEqual(['archive'])
  expect(names({ write: 'restore', ref: bolt }, patch(bolt, { name: 'x' }))).toEqual(['restore'])
  expect(names(create(cora, {}), { write: 'archive', ref: cora })).toEqual(['create'])
  expect(names(archive, purge)).toEqual(['purge'])
})

test('a batch is refused at the write that is not allowed', () => {
  const refusal = (...writes: Write[]) =>
    outcome([patch(deal, {}), ...writes], { records: rows, purged: [{ type: 'company', id: 'gone' }] })
  const gone = { type: 'company', id: 'gone' }
  const no = (because: string, more: object = {}) => ({ ok: false, at: 1, because, ...more })
  expect(refusal(patch(cora, {}))).toEqual(no('missing'))
  expect(refusal({ write: 'purge', ref: cora })).toEqual(no('missing'))
  expect(refusal(create(acme, {}))).toEqual(no('exists'))
  expect(refusal(create(gone, {}))).toEqual(no('exists'))
  expect(refusal(patch(acme, {}, { expect: '2' }))).toEqual(no('conflict'))
  expect(refusal(patch(acme, {}, { expect: '4' }))).toEqual(no('conflict'))
  expect(refusal(patch(acme, { name: 'x' }, { expect: '3' }), patch(acme, {}, { expect: '3' }))).toMatchObject({ changes: [{}, {}] })
  expect(refusal(patch(acme, { name: 'x' }, { expect: '3' }), patch(acme, {}, { expect: '4' }))).toEqual({ ...no('conflict'), at: 2 })
  expect(refusal({ write: 'purge', ref: acme }, create(acme, {}))).toEqual({ ...no('exists'), at: 2 })
  expect(refusal({ write: 'purge', ref: acme }, patch(acme, {}))).toEqual({ ...no('missing'), at: 2 })
  expect(refusal(create(cora, {}), create(cora, {}))).toEqual({ ...no('exists'), at: 2 })
  expect(refusal(create(cora, {}), { write: 'purge', ref: cora }, create(cora, {}))).toEqual({ ...no('exists'), at: 3 })
  expect(refusal(create(cora, {}), patch(cora, {}, { expect: '1' }), patch(cora, {}, { expect: '2' }))).toEqual({
    ...no('conflict'),
    at: 3,
  })
  expect(refusal({ write: 'link', ref: acme, edge: 'deals', to: cora })).toEqual(no('missing'))
  expect(refusal({ write: 'link', ref: acme, edge: 'deals', to: bolt })).toEqual(no('constraint'))
  expect(refusal({ write: 'link', ref: deal, edge: 'deals', to: acme })).toEqual(no('constraint'))
  expect(refusal({ write: 'link', ref: acme, edge: 'other', to: deal })).toEqual(no('constraint'))
})

test('a unique value has one holder at a time', () => {
  const taken = { ok: false, because: 'constraint', property: 'domain' }
  const domain = (ref: RecordRef, value: string | null) => patch(ref, { domain: value })
  expect(outcome([domain(bolt, 'a.example')])).toEqual({ ...taken, at: 0 })
  expect(outcome([create(cora, { name: 'Cora', domain: 'a.example' })])).toEqual({ ...taken, at: 0 })
  expect(outcome([domain(bolt, 'b.example'), create(cora, { domain: 'b.example' })])).toEqual({ ...taken, at: 1 })
  for (const writes of [
    [domain(acme, 'a.example')],
    [domain(acme, null), domain(bolt, 'a.example')],
    [domain(acme, 'x.example'), domain(bolt, 'a.example')],
    [{ write: 'purge', ref: acme } as const, domain(bolt, 'a.example')],
    [domain(bolt, 'b.example'), domain(bolt, 'c.example'), create(cora, { domain: 'b.example' })],
    [domain(deal, 'a.example')],
    [domain(bolt, null), create(cora, { domain: null })],
  ])
    expect(outcome(writes)).toHaveProperty('changes')
  const twins = [create({ type: 'deal', id: 'd2' }, { domain: 'z' }), create(cora, { domain: 'z' })]
  expect(outcome(twins)).toHaveProperty('changes')
  expect(outcome([...twins, create({ type: 'deal', id: 'd3' }, { domain: 'z' })])).toEqual({ ...taken, at: 2 })
  expect(outcome([domain(acme, null), domain(bolt, 'a.example'), domain(acme, 'a.example')])).toEqual({ ...taken, at: 2 })
})

test('a link is named at both of its ends, once', () => {
  const link: Write = { write: 'link', ref: acme, edge: 'deals', to: deal, label: 'main' }
  const values = { name: 'Acme', domain: 'a.example' }
  const linked = { edge: 'deals', label: 'main' }
  expect(outcome([link, link])).toEqual({
    changes: [
      {
        ...{ ref: acme, change: 'link', version: '4', ...by, changed: [], before: values, after: values },
        linked: [{ ...linked, forward: true, other: deal }],
      },
      {
        ...{ ref: deal, change: 'link', version: '8', ...by, changed: [], before: {}, after: {} },
        linked: [{ ...linked, forward: false, other: acme }],
      },
    ],
    records: [
      { ref: acme, version: '4', values },
      { ref: deal, version: '8', values: {} },
    ],
    links: [{ ...dealLink, present: true }],
  })
  expect(outcome([link], { records: rows, links: [dealLink] })).toEqual({ changes: [], records: [], links: [] })
  expect(outcome([{ ...link, write: 'unlink' }])).toEqual({ changes: [], records: [], links: [] })
  expect(outcome([{ ...link, write: 'unlink' }], { records: rows, links: [dealLink] })).toMatchObject({
    changes: [
      { linked: [{ ...linked, gone: true, forward: true, other: deal }] },
      { linked: [{ ...linked, gone: true, forward: false, other: acme }] },
    ],
    links: [{ ...dealLink, present: false }],
  })
  expect(outcome([link, { ...link, write: 'unlink' }])).toMatchObject({ links: [{ ...dealLink, present: false }] })
  const plain: Write = { write: 'link', ref: acme, edge: 'parent', to: bolt }
  expect(outcome([link, plain])).toMatchObject({
    changes: [{ linked: [{ forward: true }, { edge: 'parent', forward: true, other: bolt }] }, {}, { ref: bolt }],
    records: [{}, {}, { archivedAt: 5 }],
    links: [{}, { edge: 'parent', from: acme, to: bolt, label: '', present: true }],
  })
  const [first] = changes([plain]) as readonly { linked: unknown }[]
  expect(first?.linked).toEqual([{ edge: 'parent', forward: true, other: bolt }])
})

test('links that differ in one part alone are each their own', () => {
  const link = (edge: string, from: RecordRef, to: RecordRef, label = ''): StoredLink => ({ edge, from, to, label })
  const links = [
    link('parent', acme, bolt),
    link('parent', acme, bolt, 'main'),
    link('parent', acme, acme),
    link('parent', bolt, bolt),
    link('deals', acme, { type: 'deal', id: 'bolt' }),
  ]
  const records = [
    ...rows,
    [
      { type: 'deal', id: 'bolt' },
      { version: 1, values: {} },
    ],
  ] as const
  const writes = links.map(({ from, ...rest }): Write => ({ write: 'link', ref: from, ...rest }))
  expect(outcome(writes, { records })).toMatchObject({ links: links.map((each) => ({ ...each, present: true })) })
})

test('a purge leaves no image of the record and takes its links away, those of the batch too', () => {
  const fresh: Write = { write: 'link', ref: bolt, edge: 'parent', to: acme }
  const stays: Write = { write: 'link', ref: bolt, edge: 'deals', to: deal }
  const back: Write = { write: 'unlink', ref: bolt, edge: 'parent', to: acme }
  expect(outcome([fresh, stays, { write: 'purge', ref: acme }], { records: rows, links: [dealLink] })).toMatchObject({
    changes: [
      { ref: bolt, change: 'link' },
      { ref: acme, change: 'purge', version: '4', changed: [], before: { name: 'Acme', domain: 'a.example' } },
      { ref: deal, change: 'link', version: '8', linked: [{ other: bolt }, { gone: true, label: 'main', other: acme }] },
    ],
    records: [{ version: '2' }, undefined, { version: '8' }],
    links: [
      { edge: 'parent', present: false },
      { edge: 'deals', from: bolt, present: true },
      { ...dealLink, present: false },
    ],
  })
  expect(outcome([fresh, { write: 'purge', ref: bolt }])).toMatchObject({ links: [{ edge: 'parent', present: false }] })
  const namesake = { type: 'deal', id: 'acme' }
  const toNamesake: Write = { write: 'link', ref: bolt, edge: 'deals', to: namesake }
  const others = { records: [...rows, [namesake, { version: 2, values: {} }]] } as const
  expect(outcome([toNamesake, { write: 'purge', ref: acme }], others)).toMatchObject({
    changes: [{ ref: bolt }, { ref: namesake, change: 'link', version: '3' }, { ref: acme, change: 'purge' }],
    links: [{ edge: 'deals', to: namesake, present: true }],
  })
  const [bolts] = changes([fresh, back, { write: 'purge', ref: acme }]) as readonly { linked: readonly unknown[] }[]
  expect(bolts?.linked).toHaveLength(2)
  expect(changes([patch(acme, { name: 'x' }), { write: 'purge', ref: acme }])).toEqual([
    { ref: acme, change: 'purge', version: '4', ...by, changed: [], before: { name: 'Acme', domain: 'a.example' } },
  ])
})

test('several writes to a record are one change, of all that they gave; records may share what is not unique', () => {
  const { work } = workOf([patch(acme, { name: 'Same' }), patch(acme, { tags: ['b', 'a'] }), patch(bolt, { name: 'Same' })])
  if (!work.ok) throw new Error(work.because)
  expect(work.records.map(({ ref: { id }, did, changed, after }) => [id, did, changed, after?.values])).toEqual([
    ['acme', 'patch', ['name', 'tags'], { name: 'Same', domain: 'a.example', tags: ['a', 'b'] }],
    ['bolt', 'patch', ['name'], { name: 'Same' }],
  ])
})
