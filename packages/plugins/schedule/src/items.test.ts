import { expect, test } from 'vitest'
import { timesOfAll } from './items.js'

type Row = Parameters<typeof timesOfAll>[0][number]
const at = Date.parse('2026-07-13T09:00Z')
const row = (id: string): Row =>
  ({
    ...{ id, title: id, at, endAt: at + 3_600_000, startDate: null, endDate: null, timeZone: 'UTC', location: null, joinUrl: null },
    ...{ repeat: 'FREQ=DAILY', repeatExcept: null, repeatAlso: null, cancelled: null, owner: 'ines', subscribed: null, calendar: null },
    'companies.name': null,
  }) as unknown as Row

test('[SEC-17] others may have their turn after the times of each meeting', () => {
  const days = { fromAt: at - 9 * 3_600_000, toAt: at + 39 * 3_600_000, timeZone: 'UTC' }
  const steps = timesOfAll([row('a'), row('b'), row('c')], days, 'ines')
  let pauses = 0
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) pauses++
  expect(pauses).toBe(3)
  expect(step.value.map(({ id }) => id)).toEqual(['a', 'a', 'b', 'b', 'c', 'c'])
})
