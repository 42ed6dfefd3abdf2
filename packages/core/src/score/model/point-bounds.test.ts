import { expect, test } from 'vitest'
import { z } from 'zod'
import { aProfile } from '../engine/test-profile.js'
import type { Criterion } from './criterion.js'
import { defineCriterionKind } from './criterion-kind.js'
import { pointBounds, sumOfMaxima, weightOf } from './point-bounds.js'

const group = { maximum: 60 }
const kinds = new Map([
  [
    'acme/breaches',
    defineCriterionKind<{ most: number }>({
      ...{ id: 'acme/breaches', title: 'Breaches', config: z.object({ most: z.number() }), reads: () => ({}) },
      ...{ points: ({ most }) => [-30, most], judge: () => ({ points: 1 }) },
    }),
  ],
])
const boundsOf = (criterion: object) => pointBounds({ id: 'c', name: 'C', ...criterion } as Criterion, group, kinds)
const ranges = (...points: readonly number[]) => ({ ranges: points.map((each) => ({ points: each })) })
const number = (...points: readonly number[]) => ({ kind: 'number', ...ranges(...points) })

test('[HS-5] a criterion is held between the fewest and the most points that its parts can earn, and 0 is always among them', () => {
  expect([number(5, 20, 10), number(-5, -20), number(-5, 20, 3)].map(boundsOf)).toEqual([
    [0, 20],
    [-20, 0],
    [-5, 20],
  ])
  const cases = [{ points: 10 }, { points: -3 }, { points: 4 }]
  expect(boundsOf({ kind: 'property', cases })).toEqual([-3, 10])
  expect([boundsOf({ kind: 'segment', inside: 10, outside: -5 }), boundsOf({ kind: 'segment', inside: -10, outside: 5 })]).toEqual([
    [-5, 10],
    [-10, 5],
  ])
  expect([boundsOf({ kind: 'date', ...ranges(7) }), boundsOf({ kind: 'records', ...ranges(8, -1) })]).toEqual([
    [0, 7],
    [-1, 8],
  ])
})

test('[HS-5] events earn by their ranges, or up to the maximum of the group in the direction of each', () => {
  const events = (earn: object) => boundsOf({ kind: 'events', earn })
  expect([events(ranges(5, -2)), events({ each: 1 }), events({ each: -1 }), events({ each: 0 })]).toEqual([
    [-2, 5],
    [0, 60],
    [-60, 0],
    [-60, 0],
  ])
})

test('[HS-3] a criterion of a plugin is held between what its kind can give, and earns nothing where no plugin has the kind', () => {
  const custom = (of: string) => boundsOf({ kind: 'custom', of, config: { most: 15 } })
  expect([custom('acme/breaches'), custom('acme/gone')]).toEqual([
    [-30, 15],
    [0, 0],
  ])
})

test('[HS-5] bounds that a profile names come first, each of them', () => {
  const named = (bounds: object) => boundsOf({ ...number(-5, 20), ...bounds })
  expect([named({ least: 2 }), named({ most: 7 }), named({ least: 0, most: 0 })]).toEqual([
    [2, 20],
    [-5, 7],
    [0, 0],
  ])
})

test('[BEY-3] the share of a criterion is its weight, or the most that it can earn', () => {
  const weight = (criterion: object) => weightOf({ id: 'c', name: 'C', ...criterion } as Criterion, group, kinds)
  expect([weight({ ...number(20), weight: 3 }), weight(number(20, 5)), weight(number(-5)), weight({ ...number(20), most: 8 })]).toEqual([
    ...[3, 20, 0, 8],
  ])
  expect([weight({ ...number(20), most: -8 }), weight({ kind: 'custom', of: 'acme/gone', config: {} })]).toEqual([0, 0])
})

test('[HS-2] maxima are summed without the dust of binary fractions', () => {
  const sum = (...maxima: readonly number[]) =>
    sumOfMaxima(aProfile(maxima.map((maximum, at) => ({ id: `g${at}`, name: 'G', kind: 'property', maximum, criteria: [] }))))
  expect([sum(), sum(0.1, 0.2), sum(33.3, 33.3, 33.4), sum(99.999999)]).toEqual([0, 0.3, 100, 99.999999])
})
