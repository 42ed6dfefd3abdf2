import type { FilterData } from '@tenure/core/contract'

const status = 'customer.healthStatus'
const score = 'customer.healthScore'

/** The customers of the user's portfolio that pass a filter. */
export function mineWith(filter: FilterData): FilterData {
  return { test: 'all', filters: [{ test: 'is', property: 'customer.csm', value: { operand: 'me' } }, filter] }
}
/** Those of a status; without one, those that have none. */
export function ofStatus(value: string | null): FilterData {
  return value === null ? { test: 'is-unknown', property: status } : { test: 'is', property: status, value }
}
/** Those whose score is in the tenth of that number: 0 to below 10, … 90 to 100. */
export function ofTenth(at: number): FilterData {
  const least = { test: 'at-least', property: score, value: at * 10 } as const
  return at === 9 ? least : { test: 'all', filters: [least, { test: 'less', property: score, value: at * 10 + 10 }] }
}
