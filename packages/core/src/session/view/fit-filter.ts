import type { FittingFilter } from '../../contract/collection/saved-views.js'
import type { FilterData } from '../../query/filter-data.js'

/**
 * A filter without the tests that cannot be asked, and how many those are. A negated part goes as a whole: without one of its tests it would
 * say something else.
 */
export function fitFilter(filter: FilterData, isAskable: (filter: FilterData) => boolean): FittingFilter {
  if (isAskable(filter)) return { filter, lacking: 0 }
  if (!('filters' in filter)) return { lacking: Math.max(1, countUnfit(filter, isAskable)) }
  const parts = filter.filters.map((part) => fitFilter(part, isAskable))
  const filters = parts.flatMap((part) => part.filter ?? [])
  const lacking = parts.reduce((sum, part) => sum + part.lacking, 0)
  return filters.length === 0 ? { lacking } : { filter: { test: filter.test, filters }, lacking }
}

function countUnfit(filter: FilterData, isAskable: (filter: FilterData) => boolean): number {
  return filter.test === 'not' ? fitFilter(filter.filter, isAskable).lacking : 1
}
