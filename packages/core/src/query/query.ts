import { TenureError } from '../errors/tenure-error.js'
import { type Property, splitPath } from '../schema/property.js'
import type { RowSchema } from '../schema/row.js'
import type { Filter } from './builders.js'
import type { QueryData } from './filter-data.js'

/** One term of an order. Missing values come last both ways; ties are broken by id. */
export interface Order<Path extends string = string> {
  readonly by: Path
  readonly direction: 'ascending' | 'descending'
}
/** Smallest, earliest, first in the alphabet at the top. */
export function ascending<P extends Property>(property: P): Order<P['path']> {
  return Object.freeze({ by: property.path, direction: 'ascending' })
}
/** Largest, latest, last in the alphabet at the top. */
export function descending<P extends Property>(property: P): Order<P['path']> {
  return Object.freeze({ by: property.path, direction: 'descending' })
}

/** A question about records of one type. Frozen data with one meaning on every store. `Allowed` is what it may look at. */
export interface Query<Row, Selected extends string, Allowed extends string = string> {
  readonly select: RowSchema<Row, Selected>
  readonly where?: Filter<SameType<Allowed, NoInfer<Selected>> | `.${Allowed}`>
  readonly orderBy?: readonly Order<SameType<Allowed, NoInfer<Selected>>>[]
  readonly limit?: number
  readonly after?: string
}
/** Those of the paths that are of the same object type as `As`. */
export type SameType<Path extends string, As extends string> = Path & OfType<As extends `${infer Name}.${string}` ? Name : never>
type OfType<Name extends string> = `${Name}.${string}`

/** A typed query as the plain data that crosses the wire. Errors: `input.invalid` for a row without properties, since its type is unknown. */
export function toQueryData<Row, Selected extends string>({ select, where, orderBy, limit, after }: Query<Row, Selected>): QueryData {
  const [first] = select.properties
  if (first === undefined) throw toRefusal('A query selects at least one property.')
  return {
    type: splitPath(first.path)[0],
    select: select.properties.map(({ path }) => splitPath(path)[1]),
    ...(where === undefined ? {} : { where }),
    ...(orderBy === undefined ? {} : { orderBy }),
    ...(limit === undefined ? {} : { limit }),
    ...(after === undefined ? {} : { after }),
  }
}
function toRefusal(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
