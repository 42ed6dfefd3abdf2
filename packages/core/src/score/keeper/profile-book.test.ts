import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Values } from '../../schema/value.js'
import type { Change, StoredRecord } from '../../storage/adapter.js'
import { aGroup, aNumber, aProfile, testSchema } from '../engine/test-profile.js'
import { defineCriterionKind } from '../model/criterion-kind.js'
import type { CriterionKinds } from '../model/point-bounds.js'
import { createProfileBook } from './profile-book.js'
import { profileType, profileVersion, toProfile } from './profile-record.js'

const model = (name: string, rest: object = {}, property = 'employees') =>
  aProfile([aGroup('g', 100, [aNumber('c', property, [1])])], { name, ...rest })
const valuesOf = (name: string, rest: object = {}): Values => ({ definition: model(name), state: 'active', ...rest }) as unknown as Values
const stored = (id: string, values: Values, rest: Partial<StoredRecord> = {}): StoredRecord => ({
  ...{ ref: { type: profileType, id }, version: '1', values, ...rest },
})
const bookOf = (records: readonly StoredRecord[], schema = testSchema, kinds: CriterionKinds = new Map()) =>
  createProfileBook({ records, schema: () => schema, kinds: () => kinds })
const changed = (type: string, id: string, after?: Values) => ({ ref: { type, id }, ...(after && { after }) }) as unknown as Change
const listed = ({ all }: ReturnType<typeof bookOf>) => all().map(({ id, isMain }) => (isMain ? `${id} (main)` : id))

test('[HS-1] a profile is read from its record with its state, its times and what it waits for', () => {
  const definition = model('One')
  expect(toProfile('p', { definition } as unknown as Values)).toEqual({
    ...{ id: 'p', version: expect.any(String), state: 'draft', isMain: false, definition, createdAt: 0, updatedAt: 0 },
  })
  const times = { createdAt: 1, updatedAt: 2, activatedAt: 3 }
  const whole = { definition, state: 'active', main: true, pending: { alerts: true }, ...times } as unknown as Values
  expect(toProfile('p', whole)).toEqual({
    ...{ id: 'p', version: profileVersion(whole), state: 'active', isMain: true, definition, pending: { alerts: true }, ...times },
  })
  expect(toProfile('p', { ...whole, pending: {} })?.pending).toEqual({ alerts: false })
  expect(Object.keys(toProfile('p', { ...whole, pending: null, activatedAt: null }) ?? {})).not.toEqual(
    expect.arrayContaining(['pending', 'activatedAt']),
  )
  expect([toProfile('p', {}), toProfile('p', { definition: { name: 'x' } })]).toEqual([undefined, undefined])
})

test('[HS-13] the version of a profile follows its model, its state and whether it is the main one, and nothing else', () => {
  const draft = valuesOf('One', { state: null })
  const version = profileVersion(draft)
  expect(
    [
      { ...draft, state: 'draft' },
      { ...draft, main: false, updatedAt: 5, pending: { alerts: true } },
    ].map(profileVersion),
  ).toEqual([...[version, version]])
  const others = [valuesOf('Two', { state: null }), { ...draft, state: 'active' }, { ...draft, main: true }].map(profileVersion)
  expect(new Set([version, ...others]).size).toBe(4)
})

test('[HS-14] of the active profiles of an object one is the main one: the one that says so, or was activated first', () => {
  const list = (...rest: readonly object[]) => listed(bookOf(rest.map((each, at) => stored(`p${at}`, valuesOf(`P${at}`, each)))))
  expect(list({ main: true }, {})).toEqual(['p0 (main)', 'p1'])
  expect(list({ activatedAt: 1 }, { main: true, activatedAt: 9 })).toEqual(['p0', 'p1 (main)'])
  expect(list({ activatedAt: 9 }, { activatedAt: 1 })).toEqual(['p0', 'p1 (main)'])
  expect(list({ main: true, activatedAt: 9 }, { main: true, activatedAt: 1 })).toEqual(['p0', 'p1 (main)'])
  expect(list({ activatedAt: 5 }, { activatedAt: 5 })).toEqual(['p0 (main)', 'p1'])
  expect(list({ activatedAt: 5 }, {})).toEqual(['p0', 'p1 (main)'])
  expect(list({ state: 'draft', main: true }, {})).toEqual(['p0', 'p1 (main)'])
  expect(list({ state: 'draft', main: true })).toEqual(['p0'])
  const ofTickets = { definition: { ...model('Z'), objectType: 'ticket', groups: [] } }
  expect(list({}, ofTickets)).toEqual(['p0 (main)', 'p1 (main)'])
})

test('[HS-14] profiles are listed by name, and those that score by their object, the main one first', () => {
  const needs = { definition: model('A', {}, 'a') }
  const book = bookOf([
    stored('z', valuesOf('Z', { main: true })),
    stored('m', valuesOf('M', { state: 'draft' })),
    stored('a', valuesOf('A', needs)),
    stored('gone', valuesOf('B'), { archivedAt: 1 }),
    stored('broken', { definition: {} }),
  ])
  expect(listed(book)).toEqual(['a', 'm', 'z (main)'])
  expect(book.types().map(({ type, profiles }) => [type, profiles.map(({ kept }) => kept.id)])).toEqual([['company', ['z', 'a']]])
  expect([...(book.of('company')?.needs.properties ?? [])]).toEqual(['employees', 'a'])
  expect([book.of('ticket'), book.find('gone'), book.find('m')?.state]).toEqual([undefined, undefined, 'draft'])
})

test('[HS-8] a book follows each commit of a profile, and no other', () => {
  const book = bookOf([stored('a', valuesOf('A'))])
  const before = book.types()
  expect([book.apply(changed('company', 'a', valuesOf('X'))), book.types()]).toEqual([false, before])
  expect([book.apply(changed(profileType, 'b', valuesOf('B', { main: true }))), listed(book)]).toEqual([true, ['a', 'b (main)']])
  expect(book.types()[0]?.profiles.map(({ kept }) => kept.id)).toEqual(['b', 'a'])
  expect([book.apply(changed(profileType, 'b')), listed(book)]).toEqual([true, ['a (main)']])
  book.apply(changed(profileType, 'a', {}))
  expect([listed(book), book.types()]).toEqual([[], []])
})

test('[HS-8] a profile that does not fit its object scores nobody until it is mended, and another one goes on', () => {
  let schema = new Map(testSchema)
  const records = [stored('a', valuesOf('A', { main: true, definition: model('A', {}, 'logins') })), stored('b', valuesOf('B'))]
  const book = createProfileBook({ records, schema: () => schema, kinds: () => new Map() })
  expect(book.of('company')?.profiles.map(({ kept }) => kept.id)).toEqual(['b'])
  const company = testSchema.get('company')
  if (company === undefined) throw new Error('There is no company.')
  schema = new Map(testSchema).set('company', {
    ...company,
    properties: [...company.properties, { name: 'logins', kind: 'number', label: 'Logins' }],
  })
  expect(book.of('company')?.profiles).toHaveLength(1)
  book.recompile()
  expect(book.of('company')?.profiles.map(({ kept }) => kept.id)).toEqual(['a', 'b'])
})

test('[HS-3] [SDK-5] a profile whose kind of criterion fails is not scored by, so that edits of people do not fail with it; who compiles it reads which kind', () => {
  const kind = defineCriterionKind({
    ...{ id: 'acme/broken', title: 'Broken', config: z.any(), points: () => [0, 1], judge: () => ({ points: 1 }) },
    reads() {
      throw new Error('broken')
    },
  })
  const custom = { kind: 'custom', id: 'c', name: 'C', of: 'acme/broken', config: {} }
  const definition = aProfile([aGroup('g', 100, [custom])])
  const book = bookOf([stored('a', valuesOf('A', { definition }))], testSchema, new Map([['acme/broken', kind]]))
  expect(book.types()).toEqual([])
  const [kept] = book.all()
  const message = 'The plugin acme is broken. The code *reads* of acme/broken failed.'
  expect(() => kept && book.compile(kept)).toThrow(expect.objectContaining({ message, cause: new Error('broken') }))
})
