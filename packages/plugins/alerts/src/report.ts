import type { Aggregate } from '@tenure/core/aggregate'
import { CustomerRole, Deal, days, rowOf } from '@tenure/core/contract'
import { type DynamicRecords, implementProvider, type Key, reads, readsAll } from '@tenure/core/plugin'
import { all, byValue, type Filter, is, isAnyOf, isBeforeLast, not, some } from '@tenure/core/query'
import { catchError, combineLatest, map, type Observable, of, switchMap, throwError } from 'rxjs'
import type { z } from 'zod'
import { Alert } from './alert-type.js'
import { alertReport } from './contract.js'
import { crossedInLast } from './crossing.js'
import { lacksLink } from './lacks-link.js'
import { isLinked } from './raise.js'

/** What the report counts. */
export const Counted = reads(
  ...[Alert.from, Alert.to, Alert.state, Alert.outcome, Alert.crossedAt, Alert.createdAt, Alert.customerType, Alert.customerId],
  ...[Alert.company, Alert.company.inverse, Alert.contact, Alert.contact.inverse],
  ...[CustomerRole.name, CustomerRole.deals, Deal.stage, Deal.recurring, Deal.closeDate],
)
/** The stages of deals, of which some mean that one is lost, and which object type plays the customer. */
export const Stages = readsAll(Deal, CustomerRole)

type Counting = typeof Counted extends Key<infer T, string> ? T : never
type Status = 'at-risk' | 'neutral' | 'healthy'
type Rule = readonly [from: Status, to: Status]
type Counts = z.output<typeof alertReport.output>['rules'][number]
const falls: readonly Rule[] = [
  ['neutral', 'at-risk'],
  ['healthy', 'at-risk'],
  ['healthy', 'neutral'],
]
const rises: readonly Rule[] = [
  ['at-risk', 'neutral'],
  ['at-risk', 'healthy'],
  ['neutral', 'healthy'],
]

/** How many alerts there were by rule, what came of them, and which losses no rule foretold (BEY-6). */
export const report = implementProvider(alertReport, {
  uses: { records: Counted, types: Stages },
  watch: ({ input, records, types }) => {
    const isRecent = crossedInLast(input.days) as Filter<never>
    const raised = records.watchAggregate({
      of: Alert,
      where: isRecent,
      by: [byValue(Alert.from), byValue(Alert.to), byValue(Alert.outcome)],
    })
    const active = records.watchAggregate({
      of: Alert,
      where: all(isRecent, isAnyOf(Alert.state, 'open', 'snoozed')),
      by: [byValue(Alert.from), byValue(Alert.to)],
    })
    return combineLatest([raised, active, watchLost(types, records, input.days)]).pipe(
      map(([all, open, { lost, missed }]) => ({
        lost,
        rules: [...falls, ...rises].map((rule): Counts => {
          const count = (groups: typeof all.groups, outcome?: string): number =>
            groups
              .filter(({ by: [from, to, came] }) => from === rule[0] && to === rule[1] && (outcome === undefined || came === outcome))
              .reduce((sum, group) => sum + group.count, 0)
          return {
            ...{ from: rule[0], to: rule[1], raised: count(all.groups), active: count(open.groups), missed: missed.get(rule) ?? 0 },
            ...{ realRisks: count(all.groups, 'real-risk'), falseAlarms: count(all.groups, 'false-alarm') },
          }
        }),
      })),
    )
  },
})

interface Lost {
  readonly lost: number
  readonly missed: ReadonlyMap<Rule, number>
}
/** Customers of which a recurring deal was lost in these days, and those among them for which no alert of a rule was raised. */
function watchLost(types: DynamicRecords, records: Counting, span: number): Observable<Lost> {
  return combineLatest([watchLostStages(types), types.watchObjects(CustomerRole.objectType)]).pipe(
    switchMap(([stages, [type]]) => {
      if (stages.length === 0 || type === undefined) return of(nobodyLost)
      const isLost = some(CustomerRole.deals, lostIn(stages, span) as never) as Filter
      const found = isLinked(type.name) ? watchLinked(records, type.name, isLost, span) : watchCustom(records, type.name, isLost, span)
      // A custom object that has no deals loses none.
      return found.pipe(catchError((error: unknown) => (lacksLink(error) ? of(nobodyLost) : throwError(() => error))))
    }),
  )
}
const nobodyLost: Lost = { lost: 0, missed: new Map() }
function watchLostStages(types: DynamicRecords): Observable<readonly string[]> {
  return types
    .watchPipelines(Deal.objectType)
    .pipe(
      map((pipelines) =>
        pipelines.flatMap(({ stages }) => stages.filter(({ open, probability }) => !open && !probability).map(({ value }) => value)),
      ),
    )
}
function watchLinked(records: Counting, type: 'company' | 'contact', isLost: Filter, span: number): Observable<Lost> {
  const counted = [undefined, ...falls].map((rule) => {
    const where = rule === undefined ? isLost : all<string>(isLost, { test: 'none', link: `${type}.alerts`, filter: raisedBy(rule, span) })
    return records.watchAggregate({ of: CustomerRole, where: where as Filter<never> })
  })
  return combineLatest(counted).pipe(
    map(([every, ...each]) => ({ lost: countOf(every), missed: new Map(falls.map((rule, at) => [rule, countOf(each[at])])) })),
  )
}
/** So many customers that were lost, and so many alerts, are compared one by one. */
const mostCompared = 1_000
// Alerts of a custom object name it, and have no link that could be asked about.
function watchCustom(records: Counting, type: string, isLost: Filter, span: number): Observable<Lost> {
  const isOfType = all<string>(is(Alert.customerType, type), crossedInLast(span))
  const lost = records.watch({ select: rowOf(CustomerRole.name), where: isLost as Filter<never>, limit: mostCompared })
  const raised = records.watch({ select: raisedRow, where: isOfType as Filter<never>, limit: mostCompared })
  return combineLatest([lost, raised]).pipe(
    map(([customers, alerts]) => {
      const known = new Set(alerts.rows.map(({ customerId, from, to }) => `${customerId} ${from} ${to}`))
      const missed = ([from, to]: Rule): number => customers.rows.filter(({ id }) => !known.has(`${id} ${from} ${to}`)).length
      return { lost: customers.total, missed: new Map(falls.map((rule) => [rule, missed(rule)])) }
    }),
  )
}
const raisedRow = rowOf(Alert.customerId, Alert.from, Alert.to)
function lostIn(stages: readonly string[], span: number): Filter {
  return all<string>(is(Deal.recurring, true), isAnyOf(Deal.stage, ...stages), not(isBeforeLast(Deal.closeDate, days(span))))
}
function raisedBy([from, to]: Rule, span: number): Filter {
  return all<string>(is(Alert.from, from), is(Alert.to, to), crossedInLast(span))
}
function countOf(aggregate: Aggregate | undefined): number {
  return aggregate?.groups[0]?.count ?? 0
}
