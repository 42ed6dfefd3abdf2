// What the builders must infer, and must not take.
import { days } from '../base/duration.js'
import { Company, Contact, Deal, Task } from '../schema/object-types.js'
import { objectType, through } from '../schema/property.js'
import { rowOf } from '../schema/row.js'
import {
  all,
  any,
  changedInLast,
  contains,
  containsAny,
  type Filter,
  hasCount,
  is,
  isAfter,
  isAtLeast,
  isBeforeProperty,
  isBetween,
  isInMyTeam,
  isInThis,
  isNoneOf,
  isRecord,
  me,
  none,
  not,
  orMissing,
  some,
  today,
  withLabel,
} from './builders.js'
import type { FilterData } from './filter-data.js'
import { ascending, type Query, toQueryData } from './query.js'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function holds<_T extends true>(): void
type PathOf<F> = F extends Filter<infer Path> ? Path : never

const Plan = objectType('plan', { tags: 'multi_enumeration', from: 'date', until: 'date', at: 'datetime' })
const nested = some(Company.deals, all(is(Deal.name, 'a'), none(Deal.company, is(Company.name, 'b'))))
holds<Same<PathOf<typeof nested>, 'company.deals' | '.deal.name' | '.deal.company' | '.company.name'>>()
const several = any(
  not(orMissing(is(Company.csm, me))),
  isRecord(Company, 'c1'),
  hasCount(Company.deals, { is: 'more', than: 2 }),
  withLabel('main', some(Company.deals)),
)
holds<Same<PathOf<typeof several>, 'company.csm' | 'company.deals'>>()
const compared = isBeforeProperty(Plan.from, Plan.until)
holds<Same<PathOf<typeof compared>, 'plan.from' | 'plan.until'>>()
// A filter is plain data.
const data: FilterData = nested

const row = rowOf(Company.name)
const query: Query<{ readonly id: string; readonly name: string | null }, 'company.name'> = {
  select: row,
  where: all(is(Company.csm, me), nested),
  orderBy: [ascending(Company.arr)],
}
holds<Same<ReturnType<typeof toQueryData>['where'], FilterData | undefined>>()
// A property through a link is one of the type that the link starts from.
const companyName = through(Contact.companies, Company.name)
const companyHealth = through(Contact.companies, Company.healthStatus)
const linkedRow = rowOf(Contact.name, companyName, companyHealth)
type LinkedPath = 'contact.name' | 'contact.companies.name' | 'contact.companies.healthStatus'
interface LinkedRow {
  readonly id: string
  readonly name: string | null
  readonly 'companies.name': string | null
  readonly 'companies.healthStatus': 'at-risk' | 'neutral' | 'healthy' | null
}
const linkedQuery: Query<LinkedRow, LinkedPath> = {
  select: linkedRow,
  where: all(contains(companyName, 'north'), is(companyHealth, 'healthy'), some(Contact.deals)),
  orderBy: [ascending(companyName)],
}
toQueryData(linkedQuery)
holds<Same<PathOf<ReturnType<typeof is<typeof companyName>>>, 'contact.companies.name'>>()
// @ts-expect-error a value of another kind
is(companyHealth, 'poor')
// @ts-expect-error a property of another type than the link leads to
through(Contact.companies, Deal.name)
// @ts-expect-error numbers are not searched
contains(through(Contact.companies, Company.healthScore), 'a')
toQueryData(query)
isAfter(Company.renewalDate, today)
isBetween(Company.healthScore, 1, 2)
changedInLast(Company.csm, days(30), me)
void data

// @ts-expect-error a value of another kind
is(Company.name, 5)
// @ts-expect-error text in a number
contains(Company.healthScore, 'a')
// @ts-expect-error bounds of text
isAtLeast(Company.name, 'a')
// @ts-expect-error money without a currency
isAtLeast(Company.arr, 5)
// @ts-expect-error a set test on one value
containsAny(Company.healthStatus, 'healthy')
// @ts-expect-error a team has users
isInMyTeam(Company.name)
// @ts-expect-error a period of text
isInThis(Company.name, 'week')
// @ts-expect-error a period that the calendar has not
isInThis(Company.renewalDate, 'decade')
// @ts-expect-error a day beside an instant
isBeforeProperty(Plan.from, Plan.at)
// @ts-expect-error a value that the enumeration has not
isNoneOf(Company.healthStatus, 'dead')
// @ts-expect-error the value that it changed to is one of its own
changedInLast(Company.healthStatus, days(1), 'dead')
// @ts-expect-error the nested filter is on the linked type
hasCount(Company.deals, { is: 'is', than: 1 }, is(Task.title, 'a'))
// @ts-expect-error a filter of another type than the rows
const foreign: Query<{ readonly id: string; readonly name: string | null }, 'company.name'> = { select: row, where: is(Deal.name, 'a') }
void foreign
