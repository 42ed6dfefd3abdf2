import type { Change, Values } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { decodeFeedRow, encodeFeedRow, namesOf, withoutImages, withoutRecord } from './feed-row.js'

const [acme, bolt] = [
  { type: 'company', id: 'acme' },
  { type: 'company', id: 'bolt' },
] as const
const by = { at: 7, actor: { source: 'user', user: 'anna' } } as const
const created: Change = {
  ...by,
  ref: acme,
  change: 'create',
  version: '1',
  changed: ['city', 'name'],
  after: { name: 'Acme', city: 'Graz' },
  linked: [{ edge: 'parent', forward: true, other: bolt }],
}
const patched: Change = {
  ...by,
  ref: bolt,
  change: 'patch',
  version: '4',
  changed: ['arr', 'city'],
  before: { name: 'Bolt', city: 'Oslo' },
  after: { name: 'Bolt', arr: { amount: '5', currency: 'EUR' } },
}
const archived: Change = { ...by, at: 9, ref: bolt, change: 'archive', version: '5', changed: [], before: { name: 'Bolt' } }
const history = (values: Values | undefined) => () => values
const gone = () => undefined

test('a row of the feed reads as it was written', () => {
  const changes = [created, patched, archived]
  expect(decodeFeedRow(encodeFeedRow(changes), history(created.after))).toEqual(changes)
  expect(decodeFeedRow(encodeFeedRow([{ ...archived, change: 'restore', before: {}, after: {} }]), gone)).toEqual([
    { ...archived, change: 'restore', before: {}, after: {} },
  ])
})

test('the values of a creation are in the history alone', () => {
  expect(encodeFeedRow([created])).not.toContain('Graz')
  const { after: _, ...left } = created
  expect(decodeFeedRow(encodeFeedRow([created]), gone)).toEqual([{ ...left, changed: [] }])
})

test('a row without a record keeps what happened to it, and the others whole', () => {
  const text = withoutRecord(encodeFeedRow([created, patched]), bolt)
  const { before: _, after: __, ...left } = patched
  expect(text).not.toContain('Oslo')
  expect(decodeFeedRow(text, history(created.after))).toEqual([created, { ...left, changed: [] }])
})

test('a record of another type or another id stays whole in a row that loses one', () => {
  const others = [{ type: 'deal', id: 'bolt' }, acme].map((ref): Change => ({ ...patched, ref }))
  const { before: _, after: __, ...left } = patched
  expect(decodeFeedRow(withoutRecord(encodeFeedRow([patched, ...others]), bolt), gone)).toEqual([{ ...left, changed: [] }, ...others])
})

test('a row names each of its records, in either form', () => {
  const names = (change: Change) => namesOf(change.ref).filter((name) => encodeFeedRow([change]).includes(name)).length
  expect([created, patched, archived].map(names)).toEqual([1, 1, 1])
  expect(namesOf({ type: 'company', id: 'acm' }).some((name) => encodeFeedRow([created]).includes(name))).toBe(false)
})

test('a row of an earlier version, which is a bare list, reads and loses a record as well', () => {
  const text = JSON.stringify([created, patched])
  expect(decodeFeedRow(text, gone)).toEqual([created, patched])
  expect(withoutRecord(text, acme)).not.toContain('Graz')
})

test('a row has what its changes share once, and of each change only what does not follow from the rest', () => {
  const other = { source: 'import' } as const
  const { linked: _, ...plain } = created
  const changes: readonly Change[] = [
    patched,
    plain,
    { ...created, at: 8 },
    { ...plain, ref: bolt, actor: other },
    archived,
    { ...patched, linked: [{ edge: 'parent', forward: false, other: acme, label: 'main' }], actor: other },
    { ...by, ref: acme, change: 'link', version: '6', changed: [] },
    { ...by, ref: acme, change: 'restore', version: '7', changed: [], after: { name: 'A' } },
  ]
  const text = encodeFeedRow(changes)
  const was = { arr: null, city: 'Oslo' }
  expect(JSON.parse(text)).toEqual({
    ...by,
    changes: [
      { ref: bolt, change: 'patch', version: '4', after: patched.after, was },
      ['company', 'acme'],
      ['company', 'acme', { at: 8, linked: created.linked }],
      ['company', 'bolt', { actor: other }],
      { ref: bolt, change: 'archive', version: '5', at: 9, changed: [], before: { name: 'Bolt' } },
      {
        ...{ ref: bolt, change: 'patch', version: '4', actor: other, after: patched.after, was },
        linked: [{ edge: 'parent', forward: false, other: acme, label: 'main' }],
      },
      { ref: acme, change: 'link', version: '6', changed: [] },
      { ref: acme, change: 'restore', version: '7', changed: [], after: { name: 'A' } },
    ],
  })
  expect(decodeFeedRow(text, history(created.after))).toEqual(changes)
})

test('a row without an actor or without changes has none', () => {
  const { actor: _, ...anonymous } = patched
  expect(JSON.parse(encodeFeedRow([anonymous]))).toEqual({ at: 7, changes: [expect.not.objectContaining({ actor: undefined })] })
  expect(decodeFeedRow(encodeFeedRow([anonymous, patched]), gone)).toEqual([anonymous, patched])
  expect([encodeFeedRow([]), decodeFeedRow(encodeFeedRow([]), gone)]).toEqual(['{"changes":[]}', []])
  expect(decodeFeedRow('{"changes":[["company","acme"]]}', gone)).toEqual([
    { ref: acme, change: 'create', version: '1', at: 0, changed: [] },
  ])
})

test('the values of each creation are asked for by its record', () => {
  const asked: unknown[] = []
  decodeFeedRow(encodeFeedRow([created, { ...created, ref: bolt }, patched]), (ref) => void asked.push(ref))
  expect(asked).toEqual([acme, bolt])
})

test('a value under the name of the prototype is read as it was', () => {
  const values = (text: string): Values => JSON.parse(text) as Values
  const change: Change = {
    ...patched,
    changed: ['__proto__'],
    before: values('{"__proto__":"a"}'),
    after: values('{"__proto__":"b","name":"x"}'),
  }
  const [read] = decodeFeedRow(encodeFeedRow([change]), gone)
  expect(JSON.stringify([read?.before, read?.after])).toBe('[{"name":"x","__proto__":"a"},{"__proto__":"b","name":"x"}]')
})

test('a record that is created and purged leaves nothing of its values but that it was there', () => {
  const { before: _, after: __, ...left } = { ...patched, change: 'purge' as const }
  expect(withoutImages({ ...patched, change: 'purge' })).toEqual({ ...left, changed: [] })
  const text = withoutRecord(encodeFeedRow([created, archived, patched]), bolt)
  expect(JSON.parse(text).changes).toEqual([
    ['company', 'acme', { linked: created.linked }],
    { ref: bolt, change: 'archive', version: '5', at: 9, changed: [] },
    { ref: bolt, change: 'patch', version: '4', changed: [] },
  ])
  expect(withoutRecord(encodeFeedRow([created]), acme)).toBe(encodeFeedRow([created]))
  expect(JSON.parse(withoutRecord(JSON.stringify([created, patched]), acme))).toEqual([
    { ...by, ref: acme, change: 'create', version: '1', changed: [], linked: created.linked },
    patched,
  ])
})
