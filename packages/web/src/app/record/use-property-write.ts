import { useWords } from '../../words/use-words.js'
import type { JsonValue, PropertyValue, RecordDetail } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { usePendingEdits } from '../write/use-pending.js'
import { useSave } from '../write/use-save.js'
import { propertyText } from './property-value.js'

/** Writes a property of a record, against the value that the person saw, or drops what is not saved. */
export interface PropertyWrite {
  readonly save: (value: JsonValue, was: JsonValue) => void
  readonly drop: () => void
}

export function usePropertyWrite(record: RecordDetail, property: PropertyValue): PropertyWrite {
  const words = useWords().record
  const reading = useReading()
  const save = useSave()
  const edits = usePendingEdits()
  const place = { type: record.type, id: record.id, property: property.name }
  return {
    save: (value, was) =>
      void save({
        ...place,
        value,
        was,
        label: property.label,
        subject: record.title || words.unnamed,
        textOf: (one) => propertyText({ ...property, value: one }, reading),
        showsConflict: true,
      }),
    drop: () => edits.drop(place),
  }
}
