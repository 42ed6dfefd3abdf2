import { expect, test } from 'vitest'
import { isLate } from './late.js'

const now = Date.parse('2026-11-21T23:30:00Z')

test('a renewal is late from the day after, by the calendar of the zone', () => {
  const late = (day: string, zone = 'UTC') => isLate('customer.renewalDate', day, {}, zone, now)
  expect([late('2026-11-20'), late('2026-11-21'), late('2026-11-21', 'Europe/Berlin')]).toEqual([true, false, true])
  expect(isLate('renewalDate', '2026-11-20', { stage: 'renewed' }, 'UTC', now)).toBe(false)
})

test('work is late when it is due and not done, and nothing is said where that is not known', () => {
  const late = (beside: Readonly<Record<string, unknown>>, at = now - 1) => isLate('dueAt', at, beside, 'UTC', now)
  expect([late({ completedAt: null }), late({ completedAt: now }), late({}), late({ completedAt: null }, now + 1)]).toEqual([
    true,
    false,
    false,
    false,
  ])
})

test('other dates are past, not late', () => {
  expect(isLate('createdAt', now - 1, { completedAt: null }, 'UTC', now)).toBe(false)
  expect(isLate('startDate', '2020-01-01', {}, 'UTC', now)).toBe(false)
})
