import type { Value } from '@tenure/core/contract'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { ValueEditor } from '../field/value-editor.js'
import { Choose } from '../form/choose.js'
import { Field } from '../form/field.js'
import { formatOfKind } from '../format/kind-format.js'
import { useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import { toShown } from '../grid/columns.js'
import { Dialog } from '../part/dialog.js'
import type { BulkOffers, StartBulk } from './bulk-offers.js'

interface EditPropertyDialogProps {
  readonly offers: BulkOffers
  readonly count: number
  readonly start: StartBulk
  readonly close: () => void
}
type Edited = BulkOffers['edits'][number]

/** Gives a property of all selected records the same value. Nothing is changed before the button is pressed. */
export function EditPropertyDialog({ offers, count, start, close }: EditPropertyDialogProps): ReactNode {
  const words = useWords().bulk
  const { number } = useReading().formats
  const [property, setProperty] = useState<Edited>()
  const [value, setValue] = useState<Value>()
  const [missed, setMissed] = useState(0)
  const chosen = useRef<Value>(undefined)
  const textOfProperty = useTextOf(property)
  const choose = (next: Value | undefined) => {
    chosen.current = next
    setMissed(0)
    setValue(next)
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    // A press on the button leaves the editor, which hands over its value a moment later.
    setTimeout(() => {
      if (property === undefined) return
      if (chosen.current === undefined) return setMissed((was) => was + 1)
      close()
      const to = textOfProperty(chosen.current)
      start({ values: { [property.name]: chosen.current as never } }, { does: 'edit', ...(to !== '' && { to }) })
    })
  }
  return (
    <Dialog title={words.editProperty} subject={words.selected(number(count))} className="action" isForm close={close}>
      <form className="fields" onSubmit={send}>
        <PropertyField
          edits={offers.edits}
          property={property}
          choose={(next) => {
            setProperty(next)
            choose(undefined)
          }}
        />
        {property === undefined ? null : (
          <NewValue
            key={property.name}
            property={property}
            value={value}
            text={value === undefined ? '' : textOfProperty(value)}
            missed={missed}
            choose={choose}
          />
        )}
        <div className="send">
          <button type="submit" className="btn pri" disabled={property === undefined}>
            {words.setFor(number(count))}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface PropertyFieldProps {
  readonly edits: readonly Edited[]
  readonly property: Edited | undefined
  readonly choose: (property: Edited | undefined) => void
}

function PropertyField({ edits, property, choose }: PropertyFieldProps): ReactNode {
  const words = useWords().bulk
  return (
    <Field label={words.property}>
      <Choose
        label={words.property}
        options={edits.map(({ name, label }) => ({ value: name, label }))}
        value={property?.name ?? null}
        onChange={(next) => choose(edits.find(({ name }) => name === next))}
        placeholder={words.chooseProperty}
      />
    </Field>
  )
}

interface NewValueProps {
  readonly property: Edited
  readonly value: Value | undefined
  readonly text: string
  /** How often the change was asked for without one. */
  readonly missed: number
  readonly choose: (value: Value | undefined) => void
}

/** The editor of the value, and the value itself once there is one. */
function NewValue({ property, value, text, missed, choose }: NewValueProps): ReactNode {
  const words = useWords()
  const { label, kind, options, currency } = property
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (missed > 0) frame.current?.querySelector<HTMLElement>('input, textarea, select')?.focus()
  }, [missed])
  return (
    <div ref={frame} className="field">
      <span className="label">{words.bulk.newValue}</span>
      {value !== undefined ? (
        <span className="new-value">
          <b className="cut" dir="auto">
            {text || words.write.noValue}
          </b>
          <button type="button" className="btn" onClick={() => choose(undefined)}>
            {words.bulk.changeValue}
          </button>
        </span>
      ) : (
        <>
          <ValueEditor
            kind={kind as never}
            value={null}
            label={label}
            {...(options !== undefined && { options })}
            {...(currency !== undefined && { currency })}
            {...(missed > 0 && { error: words.field.fault.required })}
            autoFocus
            onSave={choose}
            onCancel={() => {}}
          />
          <button type="button" className="btn empty-value" onClick={() => choose(null)}>
            {words.bulk.emptyValue}
          </button>
        </>
      )}
    </div>
  )
}

function useTextOf(property: Edited | undefined): (value: Value) => string {
  const reading = useReading()
  return (value) => {
    const format = formatOfKind(property?.kind)
    return textOf(toShown({ format, options: property?.options }, value), format, reading)
  }
}
