import { expect, test } from 'vitest'
import { risingRun } from './rising-run.js'

const runOf = (...positions: readonly number[]) => [...risingRun(positions)].sort((a, b) => a - b)

test('[BEY-1] the longest rising run of positions stays where it is; all others move', () => {
  expect(runOf()).toEqual([])
  expect(runOf(5)).toEqual([0])
  expect(runOf(0, 1, 2)).toEqual([0, 1, 2])
  expect(runOf(2, 1, 0)).toEqual([2])
  expect(runOf(4, 0, 1, 2, 3)).toEqual([1, 2, 3, 4])
  expect(runOf(1, 2, 3, 0)).toEqual([0, 1, 2])
  expect(runOf(3, 1, 4, 0, 5, 2)).toEqual([1, 2, 4])
})

test('[BEY-1] what was not there before is in no run, and no position is in it twice', () => {
  expect(runOf(-1, -1)).toEqual([])
  expect(runOf(0, -1, 1, -1, 2)).toEqual([0, 2, 4])
  expect(runOf(1, 1)).toEqual([1])
})
