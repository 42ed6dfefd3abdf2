import type { Money, Value, Values } from '../../schema/value.js'
import { compareCodePoints, compareDecimal } from '../../schema/value-order.js'
import type { MeasureValue } from './aggregate-data.js'
import type { Measure, MeasureState, SumPart } from './canonical-aggregate.js'
import { DecimalSum, plainDecimal, toDecimalText } from './decimal-sum.js'

type Known = NonNullable<Value>
/** One measure of one group while records are added to it. */
export interface Measuring {
  add(values: Values): void
  state(): MeasureState
}
/** A sum, of which records can also be taken away again. */
export interface Summing extends Measuring {
  remove(values: Values): void
  /** Continues from what a store found. */
  start(parts: readonly SumPart[]): void
}

/** A measure of no record yet. */
export function startMeasure(measure: Measure): Measuring {
  if (isSummed(measure)) return startSum(measure)
  return measure.measure === 'distinct' ? startDistinct(measure) : startExtreme(measure)
}
/** Whether the measure moves with each change; the others have to be asked again. */
export function isSummed({ measure }: Measure): boolean {
  return measure === 'sum' || measure === 'average'
}

interface CurrencySum {
  readonly sum: DecimalSum
  count: number
}
/** The sum, by currency, of the known values of a number or an amount of money. */
export function startSum({ property, kind }: Measure): Summing {
  const sums = new Map<string, CurrencySum>()
  const sumOf = (currency: string): CurrencySum => {
    const known = sums.get(currency)
    if (known !== undefined) return known
    const fresh = { sum: new DecimalSum(), count: 0 }
    sums.set(currency, fresh)
    return fresh
  }
  const isMoney = kind === 'money'
  const change = (values: Values, sign: 1 | -1): void => {
    const value = readOwn(values, property)
    if (value === null) return
    const found = sumOf(isMoney ? (value as Money).currency : '')
    found.sum.add(isMoney ? (value as Money).amount : toDecimalText(value as number), sign)
    found.count += sign
    if (found.count === 0) sums.delete(isMoney ? (value as Money).currency : '')
  }
  return {
    add: (values) => change(values, 1),
    remove: (values) => change(values, -1),
    start(parts) {
      for (const { currency = '', amount, count } of parts) {
        const found = sumOf(currency)
        found.sum.add(amount)
        found.count += count
      }
    },
    state: () => [...sums].map(([currency, { sum, count }]) => toPart(isMoney ? currency : undefined, sum.text(), count)).sort(byCurrency),
  }
}
function toPart(currency: string | undefined, amount: string, count: number): SumPart {
  return currency === undefined ? { amount, count } : { currency, amount, count }
}

/** How many values are different: amounts by what they are worth, everything else exactly. */
function startDistinct({ property, kind }: Measure): Measuring {
  const seen = new Set<unknown>()
  return {
    add(values) {
      const value = readOwn(values, property)
      if (value !== null) seen.add(kind === 'money' ? keyOfMoney(value as Money) : value === 0 ? 0 : value)
    },
    state: () => seen.size,
  }
}
function keyOfMoney({ amount, currency }: Money): string {
  return `${plainDecimal(amount)} ${currency}`
}

function startExtreme({ measure, property, kind }: Measure): Measuring {
  const best = new Map<string, Known>()
  const sign = measure === 'minimum' ? 1 : -1
  return {
    add(values) {
      const value = readOwn(values, property)
      if (value === null) return
      const currency = kind === 'money' ? (value as Money).currency : ''
      const known = best.get(currency)
      if (known === undefined || sign * compareExtremes(value, known) < 0) best.set(currency, toPlain(value))
    },
    state: () => [...best].sort(([a], [b]) => compareCodePoints(a, b)).map(([, value]) => value),
  }
}
function compareExtremes(a: Known, b: Known): number {
  if (typeof a === 'number') return a - (b as number)
  return typeof a === 'string' ? compareCodePoints(a, b as string) : compareDecimal((a as Money).amount, (b as Money).amount)
}
function toPlain(value: Known): Known {
  if (value === 0) return 0
  return typeof value === 'object' ? { amount: plainDecimal((value as Money).amount), currency: (value as Money).currency } : value
}

/** The answer of a measure, from what was found of it. */
export function toMeasureValue({ measure, kind }: Measure, state: MeasureState): MeasureValue {
  if (typeof state === 'number') return state
  if (measure === 'minimum' || measure === 'maximum') return kind === 'money' ? (state as readonly Money[]) : ((state[0] as Known) ?? null)
  const amounts = (state as readonly SumPart[]).map((part) => (measure === 'sum' ? part.amount : averageOf(part)))
  if (kind !== 'money') return amounts[0] ?? null
  return (state as readonly SumPart[]).map(({ currency = '' }, place) => ({ amount: amounts[place] ?? '0', currency }))
}
function averageOf({ amount, count }: SumPart): string {
  const sum = new DecimalSum()
  sum.add(amount)
  return sum.over(count)
}

function byCurrency(a: SumPart, b: SumPart): number {
  return compareCodePoints(a.currency ?? '', b.currency ?? '')
}
function readOwn(values: Values, property: string): Value {
  return Object.hasOwn(values, property) ? (values[property] ?? null) : null
}
