import { expect, test } from 'vitest'
import { dayMs, observationsOf } from './observe.js'

const day = (at: number): string => new Date(at * dayMs).toISOString().slice(0, 10)
/** A customer whose status was recorded on these days. */
const customer = (statuses: Readonly<Record<number, string>>, gone?: number) => ({
  customer: {
    id: 'c',
    spans: [{ from: 0, ...(gone !== undefined && { to: gone * dayMs }) }],
    values: { status: Object.entries(statuses).map(([at, value]) => ({ at: Number(at) * dayMs, value })) },
  },
  links: [],
})
const outcome = { of: 'property', property: 'company.status', churned: ['left'] } as const
const seen = (timeline: ReturnType<typeof customer>, days: readonly number[]) => {
  const question = { outcome, when: { form: 'landmarks', days: days.map(day) }, horizonDays: 30 }
  return observationsOf(timeline, { question: question as never, horizonDays: 30, now: 200 * dayMs }).map(({ at, churned }) => [
    at / dayMs,
    churned,
  ])
}

test('[HS-11] at a fixed day a customer is judged by what it did in the days after it, once', () => {
  const left = customer({ 1: 'active', 50: 'left' })
  expect(seen(left, [10, 20, 21, 50])).toEqual([
    [10, false],
    [20, false],
    [21, true],
    [50, true],
  ])
  expect(seen(left, [51, 90])).toEqual([])
})

test('[HS-11] of a customer that was archived in the meantime nobody knows what became of it', () => {
  expect(seen(customer({ 1: 'active' }, 100), [60, 80])).toEqual([[60, false]])
  expect(seen(customer({ 1: 'active', 90: 'left' }, 100), [60, 80])).toEqual([
    [60, false],
    [80, true],
  ])
})

test('[HS-11] a day whose outcome is not known yet is left out for everybody', () => {
  expect(seen(customer({ 1: 'active' }), [170, 171])).toEqual([[170, false]])
})
