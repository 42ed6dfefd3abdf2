import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { JsonValue, PropertyValue, RecordDetail } from '../data/answers.js'
import { loadEditor, ValueEditor } from '../field/value-editor.js'
import { useReading } from '../format/use-formats.js'
import { giveBack } from '../part/focus.js'
import { ConflictPanel } from '../write/conflict-panel.js'
import { type Pending, shownValue } from '../write/pending-edits.js'
import { useConfirmed, usePendingOf } from '../write/use-pending.js'
import { PropertyText, propertyText, useBeside } from './property-value.js'
import { type PropertyWrite, usePropertyWrite } from './use-property-write.js'

interface PropertyFieldProps {
  readonly record: RecordDetail
  readonly property: PropertyValue
}

/** A value of a record where it may be changed: among the facts, in the list of properties, on the page of the record. */
export function PropertyField({ record, property }: PropertyFieldProps): ReactNode {
  const pending = usePendingOf(record)
  useConfirmed(record, pending, (name) => (name === property.name ? property.value : undefined))
  const mine = pending.get(property.name)
  const shown = { ...property, value: shownValue(mine, property.value) }
  if (!property.editable) return <PropertyText property={shown} />
  return <EditableValue record={record} property={shown} pending={mine} streamed={property.value} />
}

interface EditableValueProps extends PropertyFieldProps {
  readonly pending: Pending | undefined
  /** What the live data have, without the edit that is pending. */
  readonly streamed: JsonValue
}

function EditableValue({ record, property, pending, streamed }: EditableValueProps): ReactNode {
  const { problem: say } = useWords()
  const { begin, end, began, button } = useOpenEditor(pending?.state === 'refused' ? streamed : property.value)
  const write = usePropertyWrite(record, property)
  const beside = useBeside()
  if (began !== undefined)
    return (
      <span className="field-edit">
        <ValueEditor
          {...editorOf(property)}
          value={(pending?.state === 'refused' ? pending.value : began.seen) as never}
          label={property.label}
          beside={beside}
          autoFocus
          error={pending?.state === 'refused' ? pending.problem && say(pending.problem) : undefined}
          onSave={(value) => {
            write.save(value as JsonValue, began.seen)
            end()
          }}
          onCancel={() => {
            if (pending?.state === 'refused') write.drop()
            end()
          }}
        />
      </span>
    )
  return (
    <>
      <ValueButton property={property} button={button} begin={begin} isRefused={pending?.state === 'refused'} />
      {pending?.state === 'conflict' ? <Conflict record={record} property={property} pending={pending} write={write} /> : null}
    </>
  )
}

interface ValueButtonProps {
  readonly property: PropertyValue
  readonly button: ReturnType<typeof useOpenEditor>['button']
  readonly begin: () => void
  readonly isRefused: boolean
}

/** The value as the button that opens its editor. E does the same, as in a table. */
function ValueButton({ property, button, begin, isRefused }: ValueButtonProps): ReactNode {
  const words = useWords().write
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'F2' && (event.key.toLowerCase() !== 'e' || event.ctrlKey || event.metaKey || event.altKey)) return
    event.preventDefault()
    begin()
  }
  const isEmpty = property.value === null || property.value === ''
  return (
    <button
      ref={button}
      type="button"
      className={`value-btn${isRefused ? ' refused' : ''}`}
      title={words.edit(property.label)}
      onPointerEnter={() => void loadEditor(editorOf(property)).catch(() => undefined)}
      onClick={begin}
      onKeyDown={onKeyDown}
    >
      {isEmpty ? <span className="t3">{words.noValue}</span> : <PropertyText property={property} />}
      <span className="sr">{words.edit(property.label)}</span>
    </button>
  )
}

interface ConflictProps extends PropertyFieldProps {
  readonly pending: Pending
  readonly write: PropertyWrite
}

function Conflict({ record, property, pending, write }: ConflictProps): ReactNode {
  const reading = useReading()
  const text = (value: JsonValue | undefined) => propertyText({ ...property, value: value ?? null }, reading)
  const newer = pending.newer ?? null
  return (
    <ConflictPanel
      place={{ type: record.type, id: record.id, property: property.name }}
      label={property.label}
      yours={text(pending.value)}
      theirs={text(newer)}
      was={text(pending.seen.at(-1))}
      saveYours={() => write.save(pending.value, newer)}
      keepTheirs={write.drop}
    />
  )
}

/** `began`: what the person saw when they began. A value that comes in meanwhile is a conflict. */
function useOpenEditor(seen: JsonValue) {
  const [began, setBegan] = useState<{ readonly seen: JsonValue }>()
  const button = useRef<HTMLButtonElement>(null)
  return {
    began,
    button,
    begin: () => setBegan({ seen }),
    end: () => {
      setBegan(undefined)
      giveBack(() => button.current?.focus())
    },
  }
}

function editorOf({ kind, options, currency }: PropertyValue) {
  return { kind: kind as never, ...(options !== undefined && { options }), ...(currency !== undefined && { currency }) }
}
