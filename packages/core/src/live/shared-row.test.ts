import { expect, test } from 'vitest'
import { createSelection } from './selection.js'
import { createSharedRows, hideFrom, type SharedRow, showIn } from './shared-row.js'

const names = createSelection({ properties: ['name'], version: false })
const stages = createSelection({ properties: ['stage'], version: false })
const shownOf = ({ shown }: SharedRow<string>) => shown.map(({ selection, views }) => [selection.properties[0], [...views].sort()])

test('[LIVE-5] windows that hold a record share one row, which goes with the last of them', () => {
  const rows = createSharedRows<string>()
  expect(rows.get('c1')).toBeUndefined()
  const row = rows.hold('c1')
  expect(row).toEqual({ id: 'c1', holds: 1, latest: undefined, changes: 0, shown: [] })
  expect(rows.hold('c1')).toBe(row)
  expect(row.holds).toBe(2)
  rows.release(row)
  expect(rows.get('c1')).toBe(row)
  rows.release(row)
  expect(rows.get('c1')).toBeUndefined()
  expect(rows.hold('c1')).not.toBe(row)
})

test('[LIVE-5] views of a row are grouped by what they show, and each leaves alone', () => {
  const row = createSharedRows<string>().hold('c1')
  for (const view of ['a', 'b', 'c']) showIn(row, names, view)
  showIn(row, stages, 'd')
  expect(shownOf(row)).toEqual([
    ['name', ['a', 'b', 'c']],
    ['stage', ['d']],
  ])
  hideFrom(row, names, 'a')
  expect(shownOf(row)[0]).toEqual(['name', ['b', 'c']])
  hideFrom(row, names, 'c')
  expect(shownOf(row)[0]).toEqual(['name', ['b']])
  hideFrom(row, names, 'b')
  expect(shownOf(row)).toEqual([['stage', ['d']]])
  hideFrom(row, names, 'b')
  expect(shownOf(row)).toEqual([['stage', ['d']]])
  hideFrom(row, stages, 'd')
  expect(shownOf(row)).toEqual([])
})
