import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { JsonValue } from '../data/answers.js'
import type { Row } from '../data/named.js'
import { ValueEditor } from '../field/value-editor.js'
import { useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import { type Column, toShown } from '../grid/columns.js'
import { shownValue } from './pending-edits.js'
import { usePendingEdits, usePendingOf } from './use-pending.js'
import { type NamedEdit, useSave } from './use-save.js'

interface CellEditorProps {
  readonly row: Row
  readonly objectType: string
  readonly column: Column & { readonly edits: string }
  /** What the record is called. */
  readonly subject: string
  readonly end: () => void
  readonly move: (to: 'next' | 'previous') => void
}

/** Edits the value of a cell. A value that was refused before is there again, with the reason. */
export function CellEditor({ row, objectType: type, column, subject, end, move }: CellEditorProps): ReactNode {
  const save = useSave()
  const edits = usePendingEdits()
  const reading = useReading()
  const { problem: say } = useWords()
  const place = { type, id: row.id, property: column.edits }
  const pending = usePendingOf(place).get(column.edits)
  const streamed = (row[column.field] ?? null) as JsonValue
  const isRefused = pending?.state === 'refused' || pending?.state === 'conflict'
  // What the person saw when they began: a value that comes in meanwhile is a conflict.
  const [was] = useState(() => pending?.newer ?? (shownValue(pending, streamed) as JsonValue))
  const edit = (value: JsonValue): NamedEdit => ({
    ...place,
    ...{ value, was, subject, label: column.label },
    textOf: (one) => textOf(toShown(column, one), column.format, reading),
  })
  const leave = () => {
    if (isRefused) edits.drop(place)
    end()
  }
  return (
    <ValueEditor
      kind={column.kind as never}
      value={(isRefused ? pending.value : was) as never}
      label={column.label}
      beside={row}
      autoFocus
      {...(column.options !== undefined && { options: column.options })}
      {...(column.currency !== undefined && { currency: column.currency })}
      error={isRefused ? pending.problem && say(pending.problem) : undefined}
      onSave={(value) => {
        void save(edit(value as JsonValue))
        end()
      }}
      onCancel={leave}
      onMove={move}
    />
  )
}
