import type { AggregateData, AggregateGroup } from '../../query/aggregate/aggregate-data.js'
import type { FilterData } from '../../query/filter-data.js'
import type { StoredRecord } from '../../storage/adapter.js'
import { dayIn } from './test-calendar.js'
import { type Eyes, type Looked, look } from './test-eyes.js'
import type { Random } from './test-random.js'
import type { Kind } from './test-world.js'

// What records come to, counted one by one: the reference of aggregates, which shares no code with them.

/** An aggregate that a history watches. */
export type AskedTotals = AggregateData & Required<Pick<AggregateData, 'where' | 'by' | 'measures'>>

/** What is grouped and measured, of properties that `path` draws; often by day of `instant`. */
export function drawTotals(random: Random, path: () => readonly [string, Kind], instant: string): Pick<AskedTotals, 'by' | 'measures'> {
  const { below, pick, chance } = random
  const by = Array.from({ length: below(3) }, () => {
    const [property, kind] = chance(0.45) ? ([instant, 'instant'] as const) : path()
    if (kind === 'money') return undefined
    return kind === 'day' || kind === 'instant'
      ? { property, period: pick(['day', 'day', 'month', 'quarter', 'year'] as const) }
      : { property }
  })
  const measures = Array.from({ length: below(3) }, () => {
    const [property, kind] = path()
    const measure = kind === 'money' && chance(0.8) ? pick(['sum', 'average', 'minimum'] as const) : ('distinct' as const)
    return { measure, property }
  })
  return { by: by.filter((each) => each !== undefined), measures }
}

/** The groups of these records as lines of text, sorted. Refuses what is not there for the user. */
export function countTotals(
  eyes: Eyes,
  { by, measures }: AskedTotals,
  type: string,
  find: () => readonly StoredRecord[],
): readonly string[] {
  const groupings = by.map(({ property, period }) => ({ looked: look(eyes, property, type), period }))
  const measured = measures.map(({ measure, property }) => ({ measure, looked: look(eyes, property, type) }))
  const groups = new Map<string, StoredRecord[]>(by.length === 0 ? [['[]', []]] : [])
  for (const record of find()) {
    const key = JSON.stringify(groupings.map(({ looked, period }) => toKey(eyes, looked.valueIn(record), looked, period)))
    groups.set(key, [...(groups.get(key) ?? []), record])
  }
  return [...groups]
    .map(([key, records]) => `${key} ${records.length} ${JSON.stringify(measured.map((each) => toFigure(each, records)))}`)
    .sort()
}
/** The same lines of an answer. */
export function toLines(groups: readonly AggregateGroup[]): readonly string[] {
  return groups.map(({ by, count, measures }) => `${JSON.stringify(by)} ${count} ${JSON.stringify(measures)}`).sort()
}
/** Paths that it looks at, but for those of its condition. */
export function pathsOfTotals({ by, measures }: AskedTotals): readonly string[] {
  return [...by, ...measures].map(({ property }) => property)
}

function toKey({ zone }: Eyes, value: unknown, { kind }: Looked, period: string | undefined): unknown {
  if (value === null || (kind !== 'day' && kind !== 'instant')) return value
  const day = kind === 'day' ? String(value) : dayIn(Number(value), zone)
  if (period === 'day') return day
  const [year = '', month = ''] = day.split('-')
  return `${year}-${period === 'month' ? month : period === 'year' ? '01' : quarters[Math.ceil(Number(month) / 3) - 1]}-01`
}
const quarters = ['01', '04', '07', '10']

interface Euros {
  readonly amount: string
  readonly currency: string
}
function toFigure({ measure, looked }: { readonly measure: string; readonly looked: Looked }, records: readonly StoredRecord[]): unknown {
  const known = records.map((record) => looked.valueIn(record)).filter((value) => value !== null)
  if (measure === 'distinct') return new Set(known.map((value) => JSON.stringify(value))).size
  const amounts = known as unknown as readonly Euros[]
  const currencies = [...new Set(amounts.map(({ currency }) => currency))].sort()
  return currencies.map((currency) => {
    const cents = amounts.filter((each) => each.currency === currency).map(({ amount }) => Math.round(Number(amount) * 100))
    return { amount: String(combine(measure, cents)), currency }
  })
}
function combine(measure: string, cents: readonly number[]): number {
  const sum = cents.reduce((total, each) => total + each, 0)
  if (measure === 'minimum') return Math.min(...cents) / 100
  return measure === 'sum' ? sum / 100 : Math.round((sum * 10_000) / cents.length) / 1_000_000
}

/** The condition that everything passes. */
export const noFilter: FilterData = { test: 'all', filters: [] }
