import type { Aggregate } from '@tenure/core/aggregate'
import { Company, Deal, days } from '@tenure/core/contract'
import { type DynamicRecords, implementProvider, type Records, reads, readsAll } from '@tenure/core/plugin'
import { all, byValue, type Filter, is, isAnyOf, isBeforeLast, none, not, some } from '@tenure/core/query'
import { combineLatest, map, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { Alert } from './alert-type.js'
import { alertReport } from './contract.js'

/** What the report counts. */
export const Counted = reads(
  ...[Alert.from, Alert.to, Alert.state, Alert.outcome, Alert.createdAt, Alert.company, Alert.company.inverse],
  ...[Company.name, Company.deals, Deal.stage, Deal.recurring, Deal.closeDate],
)
/** The stages of deals, of which some mean that one is lost. */
export const Stages = readsAll(Deal)

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
    const isRecent = not(isBeforeLast(Alert.createdAt, days(input.days)))
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
/** Companies of which a recurring deal was lost in these days, and those among them for which no alert of a rule was raised. */
function watchLost(types: DynamicRecords, records: Records, span: number): Observable<Lost> {
  return types.watchPipelines(Deal.objectType).pipe(
    map((pipelines) =>
      pipelines.flatMap(({ stages }) => stages.filter(({ open, probability }) => !open && !probability).map(({ value }) => value)),
    ),
    switchMap((stages) => {
      if (stages.length === 0) return of({ lost: 0, missed: new Map<Rule, number>() })
      const isLost = some(Company.deals, lostIn(stages, span) as never) as Filter
      const counted = [undefined, ...falls].map((rule) =>
        records.watchAggregate({ of: Company, where: rule === undefined ? isLost : all(isLost, withoutAlert(rule, span)) }),
      )
      return combineLatest(counted).pipe(
        map(([all, ...each]) => ({ lost: countOf(all), missed: new Map(falls.map((rule, at) => [rule, countOf(each[at])])) })),
      )
    }),
  )
}
function lostIn(stages: readonly string[], span: number): Filter {
  return all<string>(is(Deal.recurring, true), isAnyOf(Deal.stage, ...stages), not(isBeforeLast(Deal.closeDate, days(span))))
}
function withoutAlert([from, to]: Rule, span: number): Filter {
  const such = all<string>(is(Alert.from, from), is(Alert.to, to), not(isBeforeLast(Alert.createdAt, days(span))))
  return none(Alert.company.inverse, such as never) as Filter
}
function countOf(aggregate: Aggregate | undefined): number {
  return aggregate?.groups[0]?.count ?? 0
}
