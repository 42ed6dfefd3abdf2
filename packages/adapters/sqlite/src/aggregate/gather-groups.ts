import type { Money, Value } from '@tenure/core/adapter'
import { CurrencySums, type MeasureState, startMeasure, toDecimalText, weigher } from '@tenure/core/aggregate'
import type { GatheredGroup, GroupPlan, SqlValue } from '@tenure/sql'
import type Database from 'better-sqlite3'

/** One measure of one group while rows are added to it; it knows which of their values are its own. */
interface Gathering {
  add(row: readonly SqlValue[]): void
  state(): MeasureState
}
interface Group {
  readonly key: readonly SqlValue[]
  count: number
  readonly measures: readonly Gathering[]
}
/** The groups so far, found by the values that name them: a map for each but the last, which leads to the group. */
interface Groups {
  plan: GroupPlan | undefined
  readonly byKey: Map<SqlValue, unknown>
  readonly found: Group[]
}

/**
 * Adds `tenure_groups`: it gathers all groups of the rows that it sees, where SQLite would sort the rows. Its first value is the JSON text of a
 * `GroupPlan`, the same for each row; it answers with the JSON text of a list of `GatheredGroup`.
 */
export function addGroupFunction(db: Database.Database): void {
  db.aggregate('tenure_groups', {
    varargs: true,
    start: (): Groups => ({ plan: undefined, byKey: new Map(), found: [] }),
    step(groups: Groups, plan: unknown, ...values: unknown[]): void {
      groups.plan ??= JSON.parse(String(plan)) as GroupPlan
      const row = values as readonly SqlValue[]
      const group = groupOf(groups, groups.plan, row)
      if (group === undefined) return
      group.count++
      for (const measure of group.measures) measure.add(row)
    },
    result: ({ found }: Groups) =>
      JSON.stringify(found.map(({ key, count, measures }): GatheredGroup => [key, count, measures.map((measure) => measure.state())])),
  })
}

/** None for a row of one group too many. */
function groupOf({ byKey, found }: Groups, plan: GroupPlan, row: readonly SqlValue[]): Group | undefined {
  const last = plan.keys - 1
  const isFull = found.length > plan.most
  let level = byKey
  for (let place = 0; place < last; place++) {
    const known = level.get(row[place] as SqlValue) as Groups['byKey'] | undefined
    if (known === undefined && isFull) return undefined
    const next = known ?? new Map()
    if (known === undefined) level.set(row[place] as SqlValue, next)
    level = next
  }
  const known = level.get(row[last] as SqlValue) as Group | undefined
  if (known !== undefined || isFull) return known
  const group = { key: row.slice(0, plan.keys), count: 0, measures: startMeasures(plan) }
  level.set(row[last] as SqlValue, group)
  found.push(group)
  return group
}

function startMeasures({ keys, measures }: GroupPlan): readonly Gathering[] {
  let next = keys
  return measures.map((measure) => {
    const place = next
    next += 1 + (measure.kind === 'money' ? 1 : 0) + (measure.shares === undefined ? 0 : 1)
    return startGathering(measure, place)
  })
}
function startGathering({ measure, kind, shares }: GroupPlan['measures'][number], place: number): Gathering {
  if (shares !== undefined) return startWeighing(shares, place)
  if (measure === 'sum' || measure === 'average') return startSum(kind === 'money', place)
  const found = startMeasure({ measure, property: 'value', kind })
  const isMoney = kind === 'money'
  return {
    add(row) {
      const value = row[place] ?? null
      if (value !== null) found.add({ value: isMoney ? moneyAt(row, place) : value })
    },
    state: () => found.state(),
  }
}
function startSum(isMoney: boolean, place: number): Gathering {
  const sums = new CurrencySums()
  const add = isMoney
    ? (value: SqlValue, row: readonly SqlValue[]) => sums.add(value as string, row[place + 1] as string)
    : (value: SqlValue) => sums.add(toDecimalText(value as number))
  return {
    add(row) {
      const value = row[place] ?? null
      if (value !== null) add(value, row)
    },
    state: () => sums.parts(),
  }
}
function startWeighing(shares: NonNullable<GroupPlan['measures'][number]['shares']>, place: number): Gathering {
  const sums = new CurrencySums()
  const weigh = weigher({ property: '', shares })
  return {
    add(row) {
      const weighed = row[place] === null ? undefined : weigh(moneyAt(row, place), row[place + 2] as Value)
      if (weighed !== undefined) sums.add(weighed.amount, weighed.currency)
    },
    state: () => sums.parts(),
  }
}
function moneyAt(row: readonly SqlValue[], place: number): Money {
  return { amount: row[place] as string, currency: row[place + 1] as string }
}
