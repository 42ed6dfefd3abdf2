import type { ReactNode } from 'react'
import type { PropertyValue, RecordDetail } from '../data/answers.js'
import { PropertyText } from './property-value.js'

interface PropertyFieldProps {
  readonly record: RecordDetail
  readonly property: PropertyValue
}

/** A value of a record where it may be changed: among the facts, in the list of properties, on the page of the record. */
export function PropertyField({ property }: PropertyFieldProps): ReactNode {
  return <PropertyText property={property} />
}
