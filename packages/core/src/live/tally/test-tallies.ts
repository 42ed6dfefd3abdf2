import type { Aggregate, MeasureName } from '../../query/aggregate/aggregate-data.js'
import type { Grouping, Measure } from '../../query/aggregate/canonical-aggregate.js'
import type { AtomKind } from '../../query/canonical.js'
import type { Money, Value, Values } from '../../schema/value.js'

/** What a random aggregate asks of its records. */
export interface DrawnTally {
  readonly by: readonly Grouping[]
  readonly measures: readonly Measure[]
}
type Random = (below: number) => number
const shiftMs = 345 * 60_000
const zone = 'Asia/Kathmandu'

/** Groupings and measures of columns of these kinds; half of them move with each change. */
export function drawTally(random: Random, kinds: readonly (readonly [name: string, kind: AtomKind])[]): DrawnTally {
  const choose = <T>(from: readonly T[]): T => from[random(from.length)] as T
  const moves = random(2) === 0
  const hasStages = kinds.some(([name, kind]) => name === 'stage' && kind === 'enumeration')
  const measurable = kinds.filter(([, kind]) => kind === 'money' || kind === 'number' || (!moves && kind !== 'multi_enumeration'))
  const by = Array.from({ length: random(3) }, () => drawGrouping(random, kinds))
  // Amounts have most to go wrong: currencies, and texts that differ and are worth the same.
  const drawn = [...measurable, ...measurable.filter(([, kind]) => kind === 'money').flatMap((each) => [each, each, each])]
  const measures = drawn.length === 0 ? [] : Array.from({ length: random(3) }, () => toMeasure(random, choose(drawn), moves, hasStages))
  return { by, measures }
}
/** One of the columns that records can be grouped by. */
export function drawGrouping(random: Random, kinds: readonly (readonly [name: string, kind: AtomKind])[]): Grouping {
  const groupable = kinds.filter(([, kind]) => kind !== 'money' && kind !== 'json')
  const [property = '', kind = 'string'] = groupable[random(groupable.length)] ?? []
  const period = (['day', 'week', 'month', 'quarter', 'year'] as const)[random(5)] ?? 'day'
  if (kind === 'date') return { property, kind, bucket: { period } }
  return kind === 'datetime' ? { property, kind, bucket: { period, zone } } : { property, kind }
}
const shares = [
  ['onboarding', '0.35'],
  ['adoption', '0.5'],
  ['risk', '0'],
] as const
function toMeasure(random: Random, [property, kind]: readonly [string, AtomKind], moves: boolean, hasStages: boolean): Measure {
  if (kind === 'money' && hasStages && random(3) === 0)
    return { measure: 'weighted', property, kind, weights: { property: 'stage', shares } }
  const names: readonly MeasureName[] =
    kind !== 'money' && kind !== 'number' ? ['distinct'] : moves ? ['sum', 'average'] : ['sum', 'average', 'minimum', 'maximum', 'distinct']
  // Two amounts that are worth the same have to meet in one group.
  if (kind === 'money' && !moves && random(3) === 0) return { measure: 'distinct', property, kind }
  return { measure: names[random(names.length)] ?? 'sum', property, kind }
}

/** The plain reading: groups as text, each in a line of its own, sorted. It shares no code with the reference. */
export function readTally({ by, measures }: DrawnTally, records: readonly Values[]): string {
  const groups = new Map<string, Values[]>()
  if (by.length === 0) groups.set('[]', [])
  for (const values of records)
    for (const key of by.reduce<Value[][]>(
      (keys, part) => keys.flatMap((key) => keysOf(part, values).map((each) => [...key, each])),
      [[]],
    )) {
      const name = JSON.stringify(key)
      groups.set(name, [...(groups.get(name) ?? []), values])
    }
  return toLines(
    [...groups].map(([name, found]) => `${name} ${found.length} ${JSON.stringify(measures.map((each) => measure(each, found)))}`),
  )
}
/** The same text of an answer. */
export function printTally(groups: Aggregate['groups']): string {
  return toLines(groups.map(({ by, count, measures }) => `${JSON.stringify(by)} ${count} ${JSON.stringify(measures)}`))
}
function toLines(lines: readonly string[]): string {
  return [...lines].sort().join('\n')
}

const quarters = ['01', '04', '07', '10']
function keysOf({ property, kind, bucket }: Grouping, values: Values): readonly Value[] {
  const value = values[property] ?? null
  if (value === null || (Array.isArray(value) && value.length === 0)) return [null]
  if (Array.isArray(value)) return [...new Set(value as string[])]
  if (bucket === undefined) return [value]
  const day = kind === 'date' ? String(value) : new Date(Number(value) + shiftMs).toISOString().slice(0, 10)
  if (bucket.period === 'day') return [day]
  if (bucket.period === 'month') return [`${day.slice(0, 8)}01`]
  if (bucket.period === 'quarter') return [`${day.slice(0, 5)}${quarters[Math.floor((Number(day.slice(5, 7)) - 1) / 3)]}-01`]
  if (bucket.period === 'year') return [`${day.slice(0, 5)}01-01`]
  const at = new Date(day)
  while (at.getUTCDay() !== 1) at.setUTCDate(at.getUTCDate() - 1)
  return [at.toISOString().slice(0, 10)]
}

function measure({ measure: name, property, kind, weights }: Measure, records: readonly Values[]): unknown {
  if (weights !== undefined) return weighted(property, records)
  const known = records.map((values) => values[property] ?? null).filter((value) => value !== null)
  if (name === 'distinct')
    return new Set(known.map((value) => (kind === 'money' ? toMills(value) + (value as Money).currency : value))).size
  if (kind !== 'money') return known.length === 0 ? null : toNumber(name, known)
  const currencies = [...new Set(known.map((value) => (value as Money).currency))].sort()
  return currencies.map((currency) => {
    const amount = combine(name, known.filter((value) => (value as Money).currency === currency).map(toMills))
    return { amount, currency }
  })
}
// In hundredths, each rounded for itself.
function weighted(property: string, records: readonly Values[]): unknown {
  const sums = new Map<string, number>()
  for (const values of records) {
    const money = (values[property] ?? null) as Money | null
    const share = shares.find(([stage]) => stage === values['stage'])?.[1]
    if (money === null || share === undefined) continue
    sums.set(money.currency, (sums.get(money.currency) ?? 0) + Math.round((toMills(money) * Math.round(Number(share) * 100)) / 1_000))
  }
  return [...sums].sort().map(([currency, cents]) => ({ amount: String(cents / 100), currency }))
}
function toNumber(name: MeasureName, known: readonly Value[]): unknown {
  const text = combine(name, known.map(toMills))
  return name === 'minimum' || name === 'maximum' ? Number(text) : text
}
// Thousandths, as whole numbers.
function toMills(value: Value): number {
  return Math.round(Number(typeof value === 'object' ? (value as Money).amount : value) * 1_000)
}
function combine(name: MeasureName, mills: readonly number[]): string {
  const sum = mills.reduce((total, each) => total + each, 0)
  if (name === 'minimum') return String(Math.min(...mills) / 1_000)
  if (name === 'maximum') return String(Math.max(...mills) / 1_000)
  return String(name === 'sum' ? sum / 1_000 : Math.round((sum * 1_000) / mills.length) / 1_000_000)
}
