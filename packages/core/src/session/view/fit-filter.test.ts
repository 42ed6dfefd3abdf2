import { expect, test } from 'vitest'
import type { FilterData } from '../../query/filter-data.js'
import { fitFilter } from './fit-filter.js'

const known = (property: string): FilterData => ({ test: 'is-known', property })
const all = (...filters: readonly FilterData[]): FilterData => ({ test: 'all', filters })
const not = (filter: FilterData): FilterData => ({ test: 'not', filter })
const paths = (filter: FilterData): readonly string[] => {
  if ('filters' in filter) return filter.filters.flatMap(paths)
  if (filter.test === 'not') return paths(filter.filter)
  return 'property' in filter ? [String(filter.property)] : []
}
/** Everything but what names a hidden property. */
const isAskable = (filter: FilterData): boolean => paths(filter).every((path) => !path.startsWith('hidden'))
const fit = (filter: FilterData) => fitFilter(filter, isAskable)
const [a, b, x, y] = [known('a'), known('b'), known('hidden.x'), known('hidden.y')]

test('[VIEW-6] a filter that can be asked stays as it is', () => {
  expect([fit(a), fit(all(a, b)), fit(all())]).toEqual([
    { filter: a, lacking: 0 },
    { filter: all(a, b), lacking: 0 },
    { filter: all(), lacking: 0 },
  ])
})

test('[VIEW-6] tests that cannot be asked are left out, at every depth, and counted', () => {
  expect(fit(x)).toEqual({ lacking: 1 })
  expect(fit(all(a, x, b, y))).toEqual({ filter: all(a, b), lacking: 2 })
  const any: FilterData = { test: 'any', filters: [all(a, x), y] }
  expect(fit(all(any, b))).toEqual({ filter: all({ test: 'any', filters: [all(a)] }, b), lacking: 2 })
  expect(fit(all(x, all(y)))).toEqual({ lacking: 2 })
})

test('[VIEW-6] a negated part goes as a whole, with as many as cannot be asked in it', () => {
  expect(fit(not(x))).toEqual({ lacking: 1 })
  expect(fit(not(all(a, x, y)))).toEqual({ lacking: 2 })
  expect(fit(all(a, not(all(b, x))))).toEqual({ filter: all(a), lacking: 1 })
  expect(fitFilter(not(a), (filter) => filter.test !== 'not')).toEqual({ lacking: 1 })
})
