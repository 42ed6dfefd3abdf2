import type { PropertyValue, RecordDetail } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { propertyText } from '../record/property-value.js'

/** Writes a past value of a property as the record writes its own: with labels of options, in the user's locale. */
export function useShownValue(record: RecordDetail): (property: string, kind: string, value: PropertyValue['value']) => string {
  const reading = useReading()
  return (name, kind, value) => {
    const options = record.properties.find((property) => property.name === name)?.options
    return propertyText({ kind, value, ...(options === undefined ? {} : { options }) }, reading)
  }
}
