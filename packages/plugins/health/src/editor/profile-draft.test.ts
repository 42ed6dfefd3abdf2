import type { ScoreGroup } from '@tenure/core/score'
import { expect, test } from 'vitest'
import { blankProfile } from '../preset/from-templates.js'
import { freshId, isSame, moved, roomFor, stepBack, stepTo, sumOf, withCriterion, withNewGroup } from './profile-draft.js'

const group = (id: string, maximum: number): ScoreGroup => ({
  ...{ id, name: id, kind: 'property', maximum, combine: 'sum', start: 0, missing: 'zero' },
  criteria: [
    { kind: 'number', id: `${id}-1`, name: 'Number', property: 'company.employees', bound: 'above', ranges: [{ from: 1, points: 5 }] },
  ],
})
const blank = blankProfile({ name: 'Health', type: 'company' })

test('[HS-2] a group that is added twice gets ids of its own, and takes what is left of 100, or all that it wants where nothing is left', () => {
  const one = withNewGroup(blank, group('a', 60))
  const two = withNewGroup(one, group('a', roomFor(one, 60)))
  expect(two.groups.map(({ id, maximum, criteria }) => [id, maximum, criteria[0]?.id])).toEqual([
    ['a', 60, 'a-1'],
    ['a-2', 40, 'a-1-2'],
  ])
  expect([sumOf(two), roomFor(two, 30), freshId(two, 'total')]).toEqual([100, 30, 'total-2'])
})

test('a criterion is changed or taken out where it lies, and a list is put in another order', () => {
  const profile = withNewGroup(blank, group('a', 100))
  const named = withCriterion(profile, { group: 'a', id: 'a-1' }, (criterion) => ({ ...criterion, name: 'Staff' }))
  expect(named.groups[0]?.criteria[0]?.name).toBe('Staff')
  expect(withCriterion(named, { group: 'a', id: 'a-1' }, () => undefined).groups[0]?.criteria).toEqual([])
  expect([moved([1, 2, 3], 0, 1), moved([1, 2, 3], 0, -1), moved([1, 2, 3], 2, -1)]).toEqual([
    [2, 1, 3],
    [1, 2, 3],
    [1, 3, 2],
  ])
})

test('what is typed into one field is one step, and undo takes the steps back one by one', () => {
  const start = { now: 'a', past: [], key: undefined }
  const typed = stepTo(stepTo(stepTo(start, 'ab', 'name'), 'abc', 'name'), 'x')
  expect([typed.now, stepBack(typed).now, stepBack(stepBack(typed)).now, stepBack(stepBack(stepBack(typed))).now]).toEqual([
    'x',
    'abc',
    'a',
    'a',
  ])
})

test('profiles are the same in whatever order their parts were written, and lists in their order alone', () => {
  const { name, ...rest } = withNewGroup(withNewGroup(blank, group('a', 60)), group('b', 40))
  const [first, second] = rest.groups
  expect(isSame({ name, ...rest }, { ...rest, name })).toBe(true)
  expect(isSame({ name, ...rest }, { ...rest, name, groups: [second, first] as typeof rest.groups })).toBe(false)
})
