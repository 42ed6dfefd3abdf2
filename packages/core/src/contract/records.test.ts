import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { Window } from '../schema/row.js'
import { mapRows } from './records.js'

interface Row {
  readonly id: string
}

test('[LIVE-5] the rows of a window are changed, one that stayed the same only once, and what else it says is kept', () => {
  const windows = new Subject<Window<Row>>()
  const [changed, seen] = [[] as string[], [] as Window<object>[]]
  const change = ({ id }: Row) => {
    changed.push(id)
    return { name: id.toUpperCase() }
  }
  windows.pipe(mapRows(change)).subscribe((window) => seen.push(window))
  const [a, b] = [Object.freeze({ id: 'a' }), Object.freeze({ id: 'b' })]
  windows.next({ rows: [a, b], total: 9, mode: 'indexed' })
  windows.next({ rows: [b, { id: 'a' }, a], total: 3 })
  expect(seen).toEqual([
    { rows: [{ name: 'A' }, { name: 'B' }], total: 9, mode: 'indexed' },
    { rows: [{ name: 'B' }, { name: 'A' }, { name: 'A' }], total: 3 },
  ])
  expect([changed, seen[1]?.rows[0] === seen[0]?.rows[1]]).toEqual([['a', 'b', 'a'], true])
})
