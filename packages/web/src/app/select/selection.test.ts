import { expect, test } from 'vitest'
import {
  countOf,
  everything,
  headOf,
  isSelected,
  nothing,
  rangeTo,
  type Selection,
  toggled,
  withAll,
  withKnown,
  without,
} from './selection.js'

const rows = new Map(['a', 'b', 'c', 'd'].map((id, at) => [at + 10, { id }]))
const some = (...ids: readonly string[]) => withAll(nothing, ids)
const toggle = (selection: Selection, id: string) => toggled(selection, id, 'abcd'.indexOf(id) + 10)
const chosen = (selection: Selection) => ['a', 'b', 'c', 'd'].filter((id) => isSelected(selection, id)).join('')

test('[CUS-4] a box takes a record in and out again', () => {
  expect(chosen(toggle(toggle(nothing, 'b'), 'd'))).toBe('bd')
  expect(chosen(toggle(some('b', 'd'), 'b'))).toBe('d')
  expect(countOf(some('b', 'd'), 40)).toBe(2)
})

test('[CUS-4] a range goes from the record chosen last to another, forwards and backwards, and can be drawn out', () => {
  const begun = toggle(nothing, 'c')
  expect(rangeTo(begun, rows, 10)).toEqual({ first: 10, count: 3 })
  expect(rangeTo(begun, rows, 13)).toEqual({ first: 12, count: 2 })
  const drawn = withAll(begun, ['c', 'd'])
  expect([chosen(drawn), drawn.anchor?.id]).toEqual(['cd', 'c'])
  expect(rangeTo({ ...begun, anchor: { id: 'out of sight', index: 4 } }, rows, 13)).toEqual({ first: 4, count: 10 })
  expect(rangeTo(nothing, rows, 13)).toEqual({ first: 13, count: 1 })
})

test('[CUS-4] the box in the head takes all rows that are known, says when only some are, and lets all go', () => {
  expect([headOf(nothing, rows), headOf(some('a'), rows), headOf(some('a', 'b', 'c', 'd'), rows)]).toEqual(['off', 'mixed', 'on'])
  const all = withKnown(some('a'), rows)
  expect([chosen(all), all.of]).toEqual(['abcd', 'some'])
  expect(withKnown(all, rows)).toBe(nothing)
  expect(withKnown(everything, rows)).toBe(nothing)
})

test('[CUS-4] all of the view follows what comes in, less what was taken out of it', () => {
  expect([chosen(everything), isSelected(everything, 'came later'), countOf(everything, 343)]).toEqual(['abcd', true, 343])
  const fewer = toggle(toggle(everything, 'b'), 'c')
  expect([chosen(fewer), countOf(fewer, 343), headOf(fewer, rows)]).toEqual(['ad', 341, 'mixed'])
  expect(chosen(withAll(fewer, ['a', 'b', 'c']))).toBe('abcd')
  expect(headOf(everything, rows)).toBe('on')
})

test('[CUS-4] records that are gone are selected no longer, and no range begins at one', () => {
  const left = without(toggle(some('a', 'b'), 'c'), ['c', 'x'])
  expect([chosen(left), left.anchor]).toEqual(['ab', undefined])
  const same = some('a')
  expect(without(same, ['x'])).toBe(same)
})
