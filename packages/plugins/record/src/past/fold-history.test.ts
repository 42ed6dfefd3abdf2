import type { PastValue, TypeView } from '@tenure/core/plugin'
import { expect, test } from 'vitest'
import { foldHistory } from './fold-history.js'

const property = (name: string, kind = 'string') => ({ name, kind, label: name.toUpperCase() })
const type = {
  name: 'company',
  label: 'Company',
  plural: 'Companies',
  title: 'name',
  properties: [property('name'), property('city'), property('arr'), { ...property('updatedAt', 'datetime'), computed: true }],
  associations: [],
} as unknown as TypeView
const names = new Map([
  ['ada', 'Ada Okafor'],
  ['jon', 'Jon Falk'],
])
const minute = 60_000
const noon = Date.UTC(2026, 10, 3, 12)
const changed = (minutes: number, name: string, more: Partial<PastValue> = {}): PastValue => ({
  ...{ property: name, value: `${name} ${minutes}`, before: 'x', at: noon + minutes * minute, source: 'user', user: 'ada' },
  ...more,
})
const fold = (past: readonly PastValue[], createdAt = noon - 1e9, merges = [] as Parameters<typeof foldHistory>[1]['merges']) =>
  foldHistory([...past].reverse(), { type, names, createdAt, merges })
const shape = (past: readonly PastValue[], createdAt?: number) =>
  fold(past, createdAt).map(({ how, by, values }) => [how, by, values.map((value) => value.property)])

test('[REC-3] what one person changes within an hour is one row', () => {
  expect(shape([changed(0, 'name'), changed(20, 'city'), changed(59, 'arr')])).toEqual([['changed', 'Ada Okafor', ['arr', 'city', 'name']]])
  expect(shape([changed(0, 'name'), changed(60, 'city')])).toEqual([
    ['changed', 'Ada Okafor', ['city']],
    ['changed', 'Ada Okafor', ['name']],
  ])
})

test('[REC-3] [ACC-11] changes of two people are never one row, and a row says whose it is', () => {
  expect(shape([changed(0, 'name'), changed(1, 'city', { user: 'jon' }), changed(2, 'arr')])).toEqual([
    ['changed', 'Ada Okafor', ['arr']],
    ['changed', 'Jon Falk', ['city']],
    ['changed', 'Ada Okafor', ['name']],
  ])
  expect(shape([changed(0, 'name'), changed(1, 'city', { plugin: 'acme.sync' })])).toHaveLength(2)
})

test('[REC-3] what the workspace keeps by itself and what the user may not read have no row', () => {
  expect(shape([changed(0, 'updatedAt'), changed(1, 'secret')])).toEqual([])
  expect(shape([changed(0, 'name'), changed(1, 'updatedAt'), changed(2, 'city')])).toEqual([['changed', 'Ada Okafor', ['city', 'name']]])
})

test('[REC-3] an import is one row however long it takes, and two imports are two', () => {
  const imported = (minutes: number, name: string, group: string) => changed(minutes, name, { source: 'import', group })
  expect(shape([imported(0, 'name', 'a'), imported(200, 'city', 'a'), imported(300, 'arr', 'b')])).toEqual([
    ['imported', 'Ada Okafor', ['arr']],
    ['imported', 'Ada Okafor', ['city', 'name']],
  ])
})

test('[REC-3] the creation of a record is one row, dated values too, and the first value of a property later is a change', () => {
  const first = { before: null }
  const [name, city] = [changed(-5000, 'name', first), changed(0, 'city', first)]
  expect(shape([name, city, changed(5, 'arr', first)], noon)).toEqual([
    ['changed', 'Ada Okafor', ['arr']],
    ['created', 'Ada Okafor', ['city', 'name']],
  ])
})

test('[REC-3] [REC-4] a merge is a row that names the other record, and what that one went through says so', () => {
  const theirs = { from: 'c2' }
  const past = [changed(0, 'name', { ...theirs, value: 'Nordwind' }), changed(1, 'city'), changed(2, 'arr', theirs)]
  const rows = fold(past, undefined, [{ other: 'c2', at: noon + 9 * minute, source: 'user', user: 'jon' }])
  expect(rows.map(({ how, by, other, values }) => [how, by, other?.title, values.length])).toEqual([
    ['merged', 'Jon Falk', 'Nordwind', 0],
    ['changed', 'Ada Okafor', 'Nordwind', 1],
    ['changed', 'Ada Okafor', undefined, 1],
    ['changed', 'Ada Okafor', 'Nordwind', 1],
  ])
})
