import { expect, test } from 'vitest'
import { createBuckets, daysOf, endOf, spanOf, splitSpan, toBound } from './bucket.js'

const zone = 'Europe/Berlin'

test('[AGG-13] periods in a row are counted from the one of the least value to the one of the greatest', () => {
  const count = (period: 'day' | 'week' | 'month' | 'quarter' | 'year', from: string, to: string) => spanOf({ period }, from, to)
  expect(count('day', '2026-01-30', '2026-02-02')).toEqual({ first: '2026-01-30', count: 4 })
  expect(count('week', '2026-01-04', '2026-01-12')).toEqual({ first: '2025-12-29', count: 3 })
  expect(count('month', '2025-11-30', '2026-02-01')).toEqual({ first: '2025-11-01', count: 4 })
  expect(count('quarter', '2025-11-30', '2026-04-01')).toEqual({ first: '2025-10-01', count: 3 })
  expect(count('quarter', '2024-01-01', '2026-12-31')).toEqual({ first: '2024-01-01', count: 12 })
  expect(count('year', '2024-12-31', '2026-01-01')).toEqual({ first: '2024-01-01', count: 3 })
  expect(count('day', '2026-02-02', '2026-01-30')).toEqual({ first: '2026-02-02', count: 1 })
})

test('[AGG-13] a span is split into parts of a size, the last one shorter, and names each of its periods and the one after', () => {
  const month = { period: 'month' } as const
  const span = { first: '2025-11-01', count: 5 }
  expect(splitSpan(span, month, 2)).toEqual([
    { first: '2025-11-01', count: 2 },
    { first: '2026-01-01', count: 2 },
    { first: '2026-03-01', count: 1 },
  ])
  expect(splitSpan(span, month, 5)).toEqual([span])
  expect(daysOf({ first: '2025-11-01', count: 3 }, month)).toEqual(['2025-11-01', '2025-12-01', '2026-01-01'])
  expect(endOf(span, month)).toBe('2026-04-01')
})

test('[AGG-9] instants are in the period of their zone, days in that of the calendar', () => {
  const toDay = createBuckets({ period: 'day', zone })
  const days = ['2026-06-29T21:59:59Z', '2026-06-29T22:00:00Z', '2026-06-30T21:59:59Z', '2026-06-29T21:59:59Z'].map((text) =>
    toDay(Date.parse(text)),
  )
  expect(days).toEqual(['2026-06-29', '2026-06-30', '2026-06-30', '2026-06-29'])
  expect(createBuckets({ period: 'quarter' })('2026-06-30')).toBe('2026-04-01')
})

test('[AGG-9] where a day begins twice, the first midnight decides, also while it is called the day before again', () => {
  // St. John's went back at 00:01 to 23:01 of the day before, in 2010.
  const bucket = { period: 'day', zone: 'America/St_Johns' } as const
  expect(toBound(bucket, '2010-11-07')).toBe(Date.parse('2010-11-07T02:30:00Z'))
  const at = ['2010-11-07T02:29:59Z', '2010-11-07T02:30:00Z', '2010-11-07T02:45:00Z', '2010-11-07T03:30:00Z']
  expect(at.map((text) => createBuckets(bucket)(Date.parse(text)))).toEqual(['2010-11-06', '2010-11-07', '2010-11-07', '2010-11-07'])
})

test('[AGG-13] a bound is a midnight for instants and a day for days, and after the last year it is after all days', () => {
  expect(toBound({ period: 'day', zone }, '2026-06-30')).toBe(Date.parse('2026-06-29T22:00:00Z'))
  expect(toBound({ period: 'day' }, '2026-06-30')).toBe('2026-06-30')
  expect(toBound({ period: 'year' }, '+10000-01-01')).toBe('9999-99-99')
})
