import { expect, test } from 'vitest'
import { measure } from '../engine/measure.js'
import { aGroup, compiled, facts } from '../engine/test-profile.js'
import { toPoints } from '../engine/units.js'

const day = 86_400_000
const now = Date.parse('2026-07-01T12:00:00Z')
/** Earns the number itself, from 0 to 49. */
const itself = Array.from({ length: 50 }, (_, points) => ({ from: points, to: points + 1, points }))
const pointsOf = (criterion: object, of: ReturnType<typeof facts>, kind = 'property') => {
  const measured = measure(compiled([aGroup('g', 100, [{ id: 'c', name: 'C', ...criterion }], { kind })]), of, now)
  return measured && [toPoints(measured.total), measured.coverage]
}
const eur = (amount: string) => ({ amount: { amount, currency: 'EUR' } })

test('[HS-3] associated records are measured by their count, sum, average, minimum and maximum, amounts in one currency', () => {
  const deals = [eur('10'), eur('30'), { amount: { amount: '5', currency: 'USD' } }]
  const by = (measure: object, of = deals) =>
    pointsOf({ kind: 'records', association: 'company.deals', measure, ranges: itself }, facts({}, { deals: of }))
  const amounts = (by: string) => ({ by, property: 'deal.amount', currency: 'EUR' })
  expect(by({ by: 'count' })).toEqual([3, 1])
  expect(['sum', 'average', 'minimum', 'maximum'].map((name) => by(amounts(name)))).toEqual([
    [40, 1],
    [20, 1],
    [10, 1],
    [30, 1],
  ])
  expect([by({ by: 'count' }, []), ...['sum', 'average', 'minimum', 'maximum'].map((name) => by(amounts(name), []))]).toEqual([
    ...[
      [0, 1],
      [0, 1],
    ],
    ...[
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  ])
})

const meetings = (...ages: readonly number[]) => facts({}, { meetings: ages.map((age, at) => ({ id: `m${at}`, at: now - age * day })) })
const talks = (rest: object) => ({ kind: 'events', association: 'company.meetings', days: 28, earn: { each: 10 }, ...rest })

test('[HS-3] an activity counts from the instant at which it happened to the end of the time frame', () => {
  const shares = [-1, 0, 27.9, 28, 40].map((age) => pointsOf(talks({}), meetings(age), 'event')?.[0])
  expect(shares).toEqual([0, 10, 10, 0, 0])
  expect(pointsOf(talks({}), meetings(-3, -1, 2, 3), 'event')?.[0]).toBe(20)
})

test('[HS-4] an event that is worth nothing any more takes nothing from the others', () => {
  const fading = talks({ decay: { percent: 50, everyDays: 7 } })
  expect([[0], [0, 14], [0, 21, 27]].map((ages) => pointsOf(fading, meetings(...ages), 'event')?.[0])).toEqual([10, 10, 10])
})
