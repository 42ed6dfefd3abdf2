import { expect, test } from 'vitest'
import type { Change, StoredRecord } from '../storage/adapter.js'
import { recordOf, toSeen } from './seen-change.js'
import { createSelection, selectRecord, shareList, showsAlready, touchesShown, type WholeRecord } from './selection.js'

const plain = createSelection({ properties: ['name', 'stage'], version: false })
const versioned = createSelection({ properties: ['name'], version: true })
const whole = (values: WholeRecord['values'], more: Partial<WholeRecord> = {}): WholeRecord => ({
  ...{ ref: { type: 'deal', id: 'd1' }, version: '7', values },
  ...more,
})
const change = (more: Partial<Change>): Change =>
  ({ ref: { type: 'deal', id: 'd1' }, version: '8', at: 1, actor: { source: 'user' }, changed: [], ...more }) as Change

test('[LIVE-5] a row holds the selected properties and no others, and null for what a record has not', () => {
  expect(selectRecord(plain, whole({ name: 'A', secret: 1 }))).toEqual({
    ...{ ref: { type: 'deal', id: 'd1' }, version: '', values: { name: 'A', stage: null } },
  })
  expect(selectRecord(versioned, whole({ name: 'A' }, { archivedAt: 5 }))).toEqual({
    ...{ ref: { type: 'deal', id: 'd1' }, version: '7', values: { name: 'A' }, archivedAt: 5 },
  })
  const inherited = createSelection({ properties: ['toString'], version: false })
  expect(selectRecord(inherited, whole({}))).toMatchObject({ values: { toString: null } })
})

test('[LIVE-6] a write shows where a selected property changed, with a version, and where the record comes or goes', () => {
  const [before, after] = [{ name: 'A' }, { name: 'B' }]
  expect(touchesShown(plain, change({ before, after, changed: ['name'] }))).toBe(true)
  expect(touchesShown(plain, change({ before, after, changed: ['secret'] }))).toBe(false)
  expect(touchesShown(versioned, change({ before, after, changed: ['secret'] }))).toBe(true)
  expect(touchesShown(plain, change({ after, changed: [] }))).toBe(true)
  expect(touchesShown(plain, change({ before, changed: [] }))).toBe(true)
})

test('[LIVE-5] a row that shows the same is the same: its values, whether it is archived, and its version where it has one', () => {
  const shown = selectRecord(plain, whole({ name: 'A', stage: 'won' }))
  expect(showsAlready(plain, shown, whole({ name: 'A', stage: 'won', secret: 2 }, { version: '9' }))).toBe(true)
  expect(showsAlready(plain, shown, whole({ name: 'A', stage: 'lost' }))).toBe(false)
  expect(showsAlready(plain, shown, whole({ name: 'A' }))).toBe(false)
  expect(showsAlready(plain, shown, whole({ name: 'A', stage: 'won' }, { archivedAt: 5 }))).toBe(false)
  const known = selectRecord(versioned, whole({ name: 'A' }))
  expect(showsAlready(versioned, known, whole({ name: 'A' }))).toBe(true)
  expect(showsAlready(versioned, known, whole({ name: 'A' }, { version: '8' }))).toBe(false)
})

test('[LIVE-5] a list in which nothing shown changed is the one that was sent', () => {
  const row = (name: string, id = 'd1'): StoredRecord => ({ ref: { type: 'deal', id }, version: '', values: { name, stage: null } })
  const sent = [row('A'), row('B', 'd2')]
  expect(shareList(plain, sent, [row('A'), row('B', 'd2')])).toBe(sent)
  const other = [row('A'), row('C', 'd2')]
  expect(shareList(plain, sent, other).map(({ values }) => values['name'])).toEqual(['A', 'C'])
  const swapped = [row('B', 'd2'), row('A')]
  expect(shareList(plain, sent, swapped).map(({ ref }) => ref.id)).toEqual(['d2', 'd1'])
  const longer = [...sent, row('D', 'd3')]
  expect(shareList(plain, sent, longer)).toBe(longer)
  expect(shareList(plain, undefined, longer)).toBe(longer)
})

test('[LIVE-5] views that show the same of a changed record share one row', () => {
  const { before, after, state } = toSeen(change({ before: { name: 'A' }, after: { name: 'B', stage: 'won' }, changed: ['name'] }))
  expect([before, after]).toEqual([
    { id: 'd1', values: { name: 'A' } },
    { id: 'd1', values: { name: 'B', stage: 'won' } },
  ])
  const row = recordOf(state, plain)
  expect(row).toEqual({ ref: { type: 'deal', id: 'd1' }, version: '', values: { name: 'B', stage: 'won' } })
  expect(recordOf(state, plain)).toBe(row)
  expect(recordOf(state, versioned)).toEqual({ ref: { type: 'deal', id: 'd1' }, version: '8', values: { name: 'B' } })
  expect(recordOf(state, plain)).toBe(row)
})

test('[LIVE-5] a record that is gone has no image after the change, and a new one none before', () => {
  const gone = toSeen(change({ before: { name: 'A' } }))
  expect([gone.after, gone.state.values]).toEqual([undefined, {}])
  expect(toSeen(change({ after: { name: 'A' } })).before).toBeUndefined()
})
