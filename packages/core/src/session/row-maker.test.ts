import { expect, test } from 'vitest'
import type { LiveWindow } from '../live/live-window.js'
import type { StoredRecord } from '../storage/adapter.js'
import { rowOfRecord, toRowNames, windowOfRows } from './row-maker.js'

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
