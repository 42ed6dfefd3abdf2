import type { Money, Value, Values } from '../../schema/value.js'
import { compareCodePoints, compareDecimal } from '../../schema/value-order.js'
import type { MeasureValue } from './aggregate-data.js'
import type { Measure, MeasureState, SumPart, Weights } from './canonical-aggregate.js'
import { CurrencySums } from './currency-sums.js'
import { DecimalSum, plainDecimal, toDecimalText } from './decimal-sum.js'
import { weigh } from './weigh.js'

type Known = NonNullable<Value>
/** One measure of one group while records are added to it. */
export interface Measuring {
  add(values: Values): void
  state(): MeasureState
}
/** A measure of which records can also be taken away again. */
export interface Moving extends Measuring {
  remove(values: Values): void
  /** Continues from what a store found. */
  start(state: MeasureState): void
  /** A least or greatest value was taken away, and what comes after it is not known. */
  isLost(): boolean
}

/** A measure of no record yet. */
export function startMeasure(measure: Measure): Measuring {
  return measure.measure === 'distinct' ? startDistinct(measure) : startMoving(measure)
}
/** Whether the measure moves with each change; the others have to be asked again. */
export function canMove({ measure }: Measure): boolean {
  return measure !== 'distinct'
}
/** A measure of no record yet, of which records can also be taken away; not for `distinct`. */
export function startMoving(measure: Measure): Moving {
  return measure.measure === 'minimum' || measure.measure === 'maximum' ? startExtreme(measure) : startSum(measure)
}

/** The sum, by currency, of the known values of a number or an amount of money. */
function startSum({ property, kind, weights }: Measure): Moving {
  const sums = new CurrencySums()
  const isMoney = kind === 'money'
  const weighOf = weights && weigher(weights)
  const change = (values: Values, sign: 1 | -1): void => {
    const value = readOwn(values, property)
    if (value === null) return
    if (weighOf !== undefined) {
      const weighed = weighOf(value as Money, readOwn(values, weights?.property ?? ''))
      if (weighed !== undefined) sums.add(weighed.amount, weighed.currency, sign)
    } else if (isMoney) sums.add((value as Money).amount, (value as Money).currency, sign)
    else sums.add(toDecimalText(value as number), undefined, sign)
  }
  return {
    add: (values) => change(values, 1),
    remove: (values) => change(values, -1),
    start: (state) => sums.start(state as readonly SumPart[]),
    isLost: () => false,
    state: () => sums.parts(),
  }
}

/** What counts of an amount, beside a value of the column that its weight depends on; `undefined` where nothing does. */
export function weigher({ shares }: Weights): (amount: Money, value: unknown) => Money | undefined {
  const known = new Map<unknown, string>(shares)
  return (amount, value) => {
    const share = known.get(value)
    return share === undefined ? undefined : weigh(amount, share)
  }
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

/** By currency, the least or greatest value. After it was taken away only a value that is no worse is surely the next. */
function startExtreme({ measure, property, kind }: Measure): Moving {
  const best = new Map<string, Known>()
  const lost = new Set<string>()
  const sign = measure === 'minimum' ? 1 : -1
  const currencyOf = (value: Known): string => (kind === 'money' ? (value as Money).currency : '')
  return {
    add(values) {
      const value = readOwn(values, property)
      if (value === null) return
      const currency = currencyOf(value)
      const known = best.get(currency)
      const order = known === undefined ? -1 : sign * compareExtremes(value, known)
      if (order < 0) best.set(currency, toPlain(value))
      if (order <= 0) lost.delete(currency)
    },
    remove(values) {
      const value = readOwn(values, property)
      if (value === null) return
      const known = best.get(currencyOf(value))
      if (known !== undefined && compareExtremes(value, known) === 0) lost.add(currencyOf(value))
    },
    start(state) {
      for (const value of state as readonly Known[]) best.set(currencyOf(value), value)
    },
    isLost: () => lost.size > 0,
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
  const amounts = (state as readonly SumPart[]).map((part) => (measure === 'average' ? averageOf(part) : part.amount))
  if (kind !== 'money') return amounts[0] ?? null
  return (state as readonly SumPart[]).map(({ currency = '' }, place) => ({ amount: amounts[place] ?? '0', currency }))
}
function averageOf({ amount, count }: SumPart): string {
  const sum = new DecimalSum()
  sum.add(amount)
  return sum.over(count)
}

function readOwn(values: Values, property: string): Value {
  return Object.hasOwn(values, property) ? (values[property] ?? null) : null
}
