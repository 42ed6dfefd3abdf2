import { expect, test } from 'vitest'
import type { LiveWindow } from '../live/live-window.js'
import type { StoredRecord } from '../storage/adapter.js'
import { rowOfRecord, toPast, toPastMerge, toRowNames, windowOfRows } from './row-maker.js'

const northwind: StoredRecord = { ref: { type: 'company', id: 'c1' }, version: '1', values: { csm: 'anna', owner: 'ben' } }
const toWindow = (records: readonly StoredRecord[]): LiveWindow => ({ records, total: records.length, mode: 'indexed' }) as never
const east = toRowNames([{ name: 'csm', real: 'csm' }])
const west = toRowNames([{ name: 'csm', real: 'owner' }])
const none = toRowNames([{ name: 'csm', real: undefined }])

test('[WSP-9] rows of one record are shared only where the same names mean the same properties', () => {
  expect([east, west, none].map((names) => rowOfRecord(northwind, names))).toEqual([
    { id: 'c1', csm: 'anna' },
    { id: 'c1', csm: 'ben' },
    { id: 'c1', csm: null },
  ])
  expect(rowOfRecord(northwind, toRowNames([{ name: 'csm', real: 'csm' }]))).toBe(rowOfRecord(northwind, east))
})

test('[WSP-9] windows are shared only where their rows are, and what goes beside them is the same', () => {
  const window = toWindow([northwind])
  const shown = windowOfRows(window, east, 'company')
  expect(windowOfRows(window, toRowNames(east.list), 'company')).toBe(shown)
  expect(windowOfRows(window, west, 'company').rows).toEqual([{ id: 'c1', csm: 'ben' }])
  expect(windowOfRows(window, east)).not.toHaveProperty('objectType')
})

test('[WSP-9] rows and windows are frozen, and a value that a record has not is null', () => {
  const names = toRowNames([{ name: 'name', real: 'name' }])
  const window = windowOfRows(toWindow([northwind]), names, 'company')
  expect(window).toEqual({ rows: [{ id: 'c1', name: null }], total: 1, mode: 'indexed', objectType: 'company' })
  expect([window, window.rows, window.rows[0]].map((each) => Object.isFrozen(each))).toEqual([true, true, true])
  expect(windowOfRows(toWindow([]), names)).toEqual({ rows: [], total: 0, mode: 'indexed' })
})

test('[REC-3] an entry of the past says what changed, when and by whom, and nothing that is not known', () => {
  const least = { property: 'csm', value: 'ben', before: null, at: 7, actor: { source: 'system' } }
  const whole = { ...least, group: 'g1', from: 'c2', actor: { source: 'api', user: 'anna', plugin: 'acme.x' } }
  const deed = { at: 7, source: 'api', user: 'anna', plugin: 'acme.x', group: 'g1' }
  expect([toPast(least as never), toPast(whole as never)]).toEqual([
    { property: 'csm', value: 'ben', before: null, at: 7, source: 'system' },
    { property: 'csm', value: 'ben', before: null, from: 'c2', ...deed },
  ])
  expect([toPastMerge(least as never), toPastMerge(whole as never)]).toEqual([
    { other: '', at: 7, source: 'system' },
    { other: 'c2', ...deed },
  ])
})
