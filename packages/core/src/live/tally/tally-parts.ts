import type { AggregateGroup, MeasureValue } from '../../query/aggregate/aggregate-data.js'
import { canMove, startMoving } from '../../query/aggregate/measure-state.js'
import { groupKeys, nameOfKey } from '../../query/aggregate/tally.js'
import type { Money } from '../../schema/value.js'

/** The parts that decide what a live aggregate shows. A test replaces one by a faulty one, to prove that it would be found. */
export interface TallyParts {
  readonly groupKeys: typeof groupKeys
  readonly nameOfKey: typeof nameOfKey
  readonly startMoving: typeof startMoving
  /** Whether a measure moves with each change, or is asked again. */
  readonly canMove: typeof canMove
  /** Whether a group is gone. */
  isEmpty(count: number): boolean
  readonly isSameGroup: typeof isSameGroup
}
/** The real parts. */
export const tallyParts: TallyParts = { groupKeys, nameOfKey, startMoving, canMove, isEmpty: (count) => count === 0, isSameGroup }

/** Whether both groups show the same; they are of the same key. */
export function isSameGroup(a: AggregateGroup, b: AggregateGroup): boolean {
  return a.count === b.count && a.measures.every((measure, place) => isSameMeasure(measure, b.measures[place] ?? null))
}
function isSameMeasure(a: MeasureValue, b: MeasureValue): boolean {
  if (a === b) return true
  return (
    Array.isArray(a) &&
    Array.isArray(b) &&
    a.length === b.length &&
    a.every((money, place) => isSameMoney(money as Money, b[place] as Money | undefined))
  )
}
function isSameMoney(a: Money, b: Money | undefined): boolean {
  return a.amount === b?.amount && a.currency === b.currency
}
