import { expect, test } from 'vitest'
import type { AssociationDefinition, ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef, Values } from '../../schema/value.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { Draft } from '../draft.js'
import { draftActivityDates, hasActivityDates, movesActivityDates, recompute } from './activity-dates.js'

const now = Date.parse('2026-06-30T12:00:00Z')
const day = 86_400_000
const plain = (name: string) => ({ name, kind: 'datetime' as const, label: name })
const computed = (name: string) => ({ ...plain(name), computed: true as const })
const type = (name: string, more: object = {}): ObjectTypeDefinition => ({
  ...{ name, label: name, plural: name, title: 'name', ownership: [], active: true, properties: [], associations: [] },
  ...more,
})
const end = (name: string, to: string, edge: string, forward: boolean): AssociationDefinition => ({ name, label: name, to, edge, forward })
const onCall = end('companies', 'company', 'call-company', true)
const dated = { properties: [computed('lastActivityAt'), computed('nextActivityAt')] }
const schema: SchemaDefinition = new Map(
  [
    type('company', {
      ...dated,
      associations: [end('calls', 'call', 'call-company', false), end('contacts', 'contact', 'works-at', false)],
    }),
    type('contact', { associations: [end('calls', 'call', 'call-contact', false)] }),
    type('call', { activity: { at: 'at' }, associations: [onCall, end('contacts', 'contact', 'call-contact', true)] }),
    type('meeting', { activity: { at: 'at' }, takesPlace: true, associations: [end('companies', 'company', 'meeting-company', true)] }),
  ].map((each) => [each.name, each]),
)
const ref = (name: string, id: string): RecordRef => ({ type: name, id })
const [c1, c2] = [ref('company', 'c1'), ref('company', 'c2')]

/** A draft over these records; `links` are ids by `id of one edge`. */
function open(stored: Readonly<Record<string, Values>>, links: Readonly<Record<string, readonly string[]>> = {}) {
  const asked: string[] = []
  const adapter = {
    ...{ kind: 'acme', capabilities: {} },
    read: async (refs: readonly RecordRef[]) => {
      asked.push(refs.map(({ id }) => id).join())
      return refs.map((each) => {
        const { archivedAt, ...values } = stored[`${each.type}/${each.id}`] ?? { archivedAt: -1 }
        return archivedAt === -1 ? null : { ref: each, version: '1', values, ...(archivedAt !== undefined && { archivedAt }) }
      })
    },
    links: {
      read: async (refs: readonly RecordRef[], edge: string, forward: boolean) =>
        refs.map(({ id }) => (links[`${id} ${edge} ${forward ? 'on' : 'back'}`] ?? []).map((other) => ({ id: other }))),
    },
  } as unknown as StorageAdapter
  const draft = new Draft(adapter, { signal: new AbortController().signal })
  const datesOf = (of: RecordRef) => [draft.find(of)?.values['lastActivityAt'], draft.find(of)?.values['nextActivityAt']]
  const update = () => draftActivityDates(draft, schema, now)
  return { draft, datesOf, update, asked }
}

test('[REC-7] a type has activity dates where the last one is computed', () => {
  expect(hasActivityDates({ properties: [computed('lastActivityAt')] })).toBe(true)
  expect(hasActivityDates({ properties: [plain('lastActivityAt')] })).toBe(false)
  expect(hasActivityDates({ properties: [computed('nextActivityAt')] })).toBe(false)
})

test('[REC-7] dates move with links, and with stored activities whose time changes or that are archived', async () => {
  const moves = async (change: (draft: Draft) => void) => {
    const { draft } = open({ 'call/k1': { at: 5 }, 'meeting/m1': { at: 5 }, 'company/c1': {} })
    await draft.load([ref('call', 'k1'), ref('meeting', 'm1'), c1])
    change(draft)
    return movesActivityDates(draft, schema)
  }
  const set = (name: string, id: string, values: Values) => (draft: Draft) => {
    const record = draft.find(ref(name, id))
    if (record !== undefined) record.values = { ...record.values, ...values }
  }
  expect(await moves(() => {})).toBe(false)
  expect(await moves(set('call', 'k1', { at: 6 }))).toBe(true)
  expect(await moves(set('call', 'k1', { note: 'x', repeat: 'x', cancelled: true }))).toBe(false)
  for (const name of ['at', 'timeZone', 'repeat', 'repeatExcept', 'repeatAlso', 'cancelled'])
    expect(await moves(set('meeting', 'm1', { [name]: 'x' }))).toBe(true)
  expect(await moves(set('meeting', 'm1', { note: 'x' }))).toBe(false)
  expect(await moves(set('company', 'c1', { at: 5 }))).toBe(false)
  expect(await moves((draft) => Object.assign(draft.find(ref('call', 'k1')) ?? {}, { archive: 'archive' }))).toBe(true)
  expect(await moves((draft) => draft.create(ref('call', 'k2'), { at: 5 }))).toBe(false)
  expect(await moves((draft) => draft.unlink(onCall, ref('call', 'k1'), c1, undefined))).toBe(true)
})

test('[REC-7] a new activity moves the dates outward, without looking at the others', async () => {
  const { draft, datesOf, update, asked } = open({
    'company/c1': { lastActivityAt: now - 5, nextActivityAt: now + 5 },
    'company/c2': { name: 'B' },
  })
  const add = async (id: string, at: number | null, about: RecordRef) => {
    draft.create(ref('call', id), { at })
    await draft.link(onCall, ref('call', id), about, undefined, undefined)
  }
  for (const [id, at] of [
    ['k1', now - 9],
    ['k2', now + 9],
    ['k3', now],
  ] as const)
    await add(id, at, c1)
  await add('k4', now + 1, c2)
  await add('k5', null, c2)
  await update()
  expect([datesOf(c1), datesOf(c2)]).toEqual([
    [now, now + 5],
    [null, now + 1],
  ])
  expect(draft.find(c2)?.values['name']).toBe('B')
  expect(asked).toEqual(['c1,c2'])
})

test('[REC-7] an activity is seen from whichever end it is linked, and only what has activity dates is moved', async () => {
  const { draft, datesOf, update } = open({ 'company/c1': {}, 'contact/p1': {} })
  draft.create(ref('call', 'k1'), { at: now - 1 })
  await draft.link({ ...onCall, forward: false }, c1, ref('call', 'k1'), undefined, undefined)
  await draft.link(end('contacts', 'contact', 'call-contact', true), ref('call', 'k1'), ref('contact', 'p1'), undefined, undefined)
  await draft.link(end('contacts', 'contact', 'works-at', false), c1, ref('contact', 'p1'), undefined, undefined)
  await update()
  expect([datesOf(c1), draft.find(ref('contact', 'p1'))]).toEqual([[now - 1, null], undefined])
})

test('[REC-7] an activity that moves, is archived or is unlinked makes the dates be worked out from all that are linked', async () => {
  const stored = {
    'company/c1': { lastActivityAt: now - 1, nextActivityAt: now + 1 },
    'call/k1': { at: now - 1 },
    'call/k2': { at: now - 20 },
    'call/k3': { at: now + 30 },
    'call/k4': { at: now + 40, archivedAt: 5 },
    'call/k5': {},
  }
  const links = {
    'c1 call-company back': ['k1', 'k2', 'k3', 'k4', 'k5', 'none'],
    ...Object.fromEntries(['k1', 'k2', 'k3'].map((id) => [`${id} call-company on`, ['c1']])),
  }
  const dates = async (change: (draft: Draft) => void) => {
    const { draft, datesOf, update } = open(stored, links)
    await draft.load([ref('call', 'k1')])
    change(draft)
    await update()
    return datesOf(c1)
  }
  const k1 = (values: object) => (draft: Draft) => Object.assign(draft.find(ref('call', 'k1')) ?? {}, values)
  expect(await dates(k1({ values: { at: now - 30 } }))).toEqual([now - 20, now + 30])
  expect(await dates(k1({ values: { at: now + 10 } }))).toEqual([now - 20, now + 10])
  expect(await dates(k1({ archive: 'archive', archived: true }))).toEqual([now - 20, now + 30])
  expect(await dates((draft) => draft.unlink(onCall, ref('call', 'k1'), c1, undefined))).toEqual([now - 20, now + 30])
  const { draft, datesOf, update } = open(stored, links)
  await draft.link(onCall, ref('call', 'away'), c1, undefined, undefined)
  draft.create(ref('call', 'k9'), { at: now + 20 })
  await draft.link(onCall, ref('call', 'k9'), c1, undefined, undefined)
  await update()
  expect(datesOf(c1)).toEqual([now - 1, now + 20])
})

test('[REC-7] a record that is gone has no dates to move, and one without activities has none', async () => {
  const gone = open({})
  gone.draft.create(ref('call', 'k1'), { at: now })
  await gone.draft.link(onCall, ref('call', 'k1'), c1, undefined, undefined)
  await gone.update()
  expect(gone.draft.find(c1)).toBeUndefined()
  const { draft, datesOf } = open({ 'company/c1': { lastActivityAt: 5, nextActivityAt: 6 } })
  await draft.load([c1])
  await recompute(draft, schema, draft.records, now)
  expect(datesOf(c1)).toEqual([null, null])
})

test('[REC-7] a meeting that repeats counts by its last and its next time, and one that is cancelled not at all', async () => {
  const dates = async (values: Values) => {
    const { draft, datesOf } = open({ 'company/c1': {}, 'meeting/m1': values }, { 'c1 meeting-company back': ['m1'] })
    await draft.load([c1])
    await recompute(draft, schema, draft.records, now)
    return datesOf(c1)
  }
  const at = now - 10 * day - 3_600_000
  expect(await dates({ at })).toEqual([at, null])
  expect(await dates({ at, repeat: 'FREQ=DAILY', timeZone: 'UTC' })).toEqual([now - 3_600_000, now + day - 3_600_000])
  expect(await dates({ at, repeat: 'FREQ=DAILY', timeZone: 'UTC', cancelled: true })).toEqual([null, null])
  expect(await dates({ at, cancelled: true })).toEqual([null, null])
  expect(await dates({ at, timeZone: 'UTC', repeatAlso: ['2026-07-02T09:00'] })).toEqual([at, Date.parse('2026-07-02T09:00Z')])
})
