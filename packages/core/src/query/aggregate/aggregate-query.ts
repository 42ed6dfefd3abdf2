import type { AnyObjectType, OfKind, Property } from '../../schema/property.js'
import type { Filter } from '../builders.js'
import type { Period } from '../filter-data.js'
import type { AggregateData, GroupingData, MeasureData, MeasureName } from './aggregate-data.js'

/** What records are grouped by. `Path` is the property that it looks at. */
export interface GroupBy<Path extends string = string> extends GroupingData {
  readonly property: Path
}
/** One figure of each group. `Path` is the property that it looks at. */
export interface MeasureOf<Path extends string = string> extends MeasureData {
  readonly property: Path
}
/** How many records of a type there are and what they come to, in all or by group. `Allowed` is what it may look at. */
export interface AggregateQuery<Allowed extends string = string> {
  readonly of: AnyObjectType
  readonly where?: Filter<Allowed | `.${Allowed}`>
  readonly by?: readonly GroupBy<Allowed>[]
  readonly measures?: readonly MeasureOf<Allowed>[]
}

/** One group for each value of the property; of a set, one for each of its values. */
export function byValue<P extends Property>(property: P): GroupBy<P['path']> {
  return Object.freeze({ property: property.path })
}
/** One group for each period of the calendar: of instants in the asking user's zone, weeks from Monday. */
export function byPeriod<P extends OfKind<'date' | 'datetime'>>(property: P, period: Period): GroupBy<P['path']> {
  return Object.freeze({ property: property.path, period })
}
/** The exact sum; of money one for each currency. */
export function sumOf<P extends OfKind<'number' | 'money'>>(property: P): MeasureOf<P['path']> {
  return measure('sum', property)
}
/** The exact sum of each amount times the probability of its record's stage, one for each currency. */
export function weightedSumOf<P extends OfKind<'money'>>(property: P): MeasureOf<P['path']> {
  return measure('weighted', property)
}
/** The sum by the number of known values; of money one for each currency. */
export function averageOf<P extends OfKind<'number' | 'money'>>(property: P): MeasureOf<P['path']> {
  return measure('average', property)
}
/** The least value; of money one for each currency. */
export function minimumOf<P extends OfKind<'number' | 'money' | 'date' | 'datetime'>>(property: P): MeasureOf<P['path']> {
  return measure('minimum', property)
}
/** The greatest value; of money one for each currency. */
export function maximumOf<P extends OfKind<'number' | 'money' | 'date' | 'datetime'>>(property: P): MeasureOf<P['path']> {
  return measure('maximum', property)
}
/** How many different values there are. */
export function distinctOf<P extends Property>(property: P): MeasureOf<P['path']> {
  return measure('distinct', property)
}
function measure<P extends Property>(name: MeasureName, { path }: P): MeasureOf<P['path']> {
  return Object.freeze({ measure: name, property: path })
}

/** A typed aggregate as the plain data that crosses the wire. */
export function toAggregateData({ of, where, by, measures }: AggregateQuery): AggregateData {
  return {
    type: of.objectType,
    ...(where === undefined ? {} : { where }),
    ...(by === undefined ? {} : { by }),
    ...(measures === undefined ? {} : { measures }),
  }
}
