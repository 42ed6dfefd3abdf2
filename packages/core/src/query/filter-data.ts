import type { Duration } from '../base/duration.js'
import type { Json, RecordId } from '../schema/value.js'

/** A period of the calendar, in the asking user's zone and with the week of ISO 8601. */
export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year'
/** A constant, or what is known only when the query runs: the acting user, or the day in that user's zone. */
export type OperandData = Json | { readonly operand: 'me' | 'today' }

/** Every test may let records without a value pass (VIEW-7); by default they do not. */
interface Test<Name extends string> {
  readonly test: Name
  readonly property: string
  readonly missing?: boolean
}

/**
 * A condition as people and plugins write it, as plain data (FLT-1 to FLT-10). `property` and `link` are paths: `company.name`, `customer.deals`.
 * It may name roles (`customer`); binding resolves them, the operands and the clock, and gives an `Expression`.
 */
export type FilterData =
  | { readonly test: 'all' | 'any'; readonly filters: readonly FilterData[] }
  | { readonly test: 'not'; readonly filter: FilterData }
  | { readonly test: 'id-of'; readonly type: string; readonly ids: readonly RecordId[] }
  | { readonly test: 'is-known' | 'is-unknown'; readonly property: string }
  | (Test<'is' | 'is-not'> & { readonly value: OperandData })
  | (Test<'any-of' | 'none-of'> & { readonly values: readonly OperandData[] })
  | (Test<'contains' | 'does-not-contain' | 'starts-with' | 'ends-with'> & { readonly text: string })
  | (Test<'at-least' | 'at-most' | 'more' | 'less'> & { readonly value: OperandData })
  | (Test<'between'> & { readonly from: OperandData; readonly to: OperandData })
  | (Test<'before' | 'after' | 'on'> & { readonly value: OperandData })
  | (Test<'in-last' | 'in-next' | 'before-last' | 'after-next'> & { readonly span: Duration })
  | (Test<'in-period'> & { readonly period: Period; readonly shift: -1 | 0 | 1 })
  | (Test<'before-property' | 'after-property' | 'on-property'> & { readonly other: string })
  | (Test<'contains-any' | 'contains-all' | 'contains-none' | 'exactly'> & { readonly values: readonly string[] })
  | Test<'is-in-my-team' | 'is-deactivated'>
  | {
      readonly test: 'changed-in-last' | 'not-changed-in-last'
      readonly property: string
      readonly span: Duration
      readonly to?: OperandData
    }
  | { readonly test: 'some' | 'none'; readonly link: string; readonly label?: string; readonly filter?: FilterData }
  | {
      readonly test: 'count'
      readonly link: string
      readonly label?: string
      readonly filter?: FilterData
      readonly is: 'is' | 'less' | 'at-most' | 'more' | 'at-least'
      readonly than: number
    }

/** One term of an order, as data. */
export interface OrderData {
  readonly by: string
  readonly direction: 'ascending' | 'descending'
}
/** A question about records of one type (or role), as data: what crosses the wire and what `Query` becomes. */
export interface QueryData {
  readonly type: string
  readonly select: readonly string[]
  readonly where?: FilterData
  readonly orderBy?: readonly OrderData[]
  readonly limit?: number
  readonly offset?: number
  readonly after?: string
}

/** Paths of the properties and links that a condition looks at. */
export function pathsOf(filter: FilterData): readonly string[] {
  if ('filters' in filter) return filter.filters.flatMap(pathsOf)
  if (filter.test === 'not') return pathsOf(filter.filter)
  const nested = 'filter' in filter && filter.filter !== undefined ? pathsOf(filter.filter) : []
  const own = ['property', 'other', 'link'].flatMap((key) =>
    key in filter ? [String((filter as unknown as Record<string, unknown>)[key])] : [],
  )
  return [...own, ...nested]
}
