import type { Change, Values } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { decodeFeedRow, encodeFeedRow, namesOf, withoutRecord } from './feed-row.js'

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
