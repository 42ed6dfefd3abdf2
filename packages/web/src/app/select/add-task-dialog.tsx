import { sessionContract } from '@tenure/core/page'
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useWatch } from '../data/use-source.js'
import { FieldError, useFaultText } from '../field/fault-text.js'
import type { FieldFault } from '../field/parsed.js'
import { ValueEditor } from '../field/value-editor.js'
import { parseValue } from '../field/value-text.js'
import { useReading } from '../format/use-formats.js'
import { Dialog } from '../part/dialog.js'
import type { StartBulk } from './bulk-offers.js'

interface AddTaskDialogProps {
  /** The association of the task that leads to a selected record. */
  readonly association: string
  readonly count: number
  readonly start: StartBulk
  readonly close: () => void
}
type Fault = { readonly field: 'title' | 'due'; readonly fault: FieldFault }

/** Adds a task to each of the selected records: what is to be done, until when, and by whom. */
export function AddTaskDialog({ association, count, start, close }: AddTaskDialogProps): ReactNode {
  const words = useWords().bulk
  const { formats } = useReading()
  const me = useWatch(sessionContract).value?.user.id
  const [owner, setOwner] = useState<string | null>()
  const [fault, setFault] = useState<Fault>()
  const frame = useRef<HTMLFormElement>(null)
  const chosen = useRef<string | null>(undefined)
  chosen.current = owner === undefined ? (me ?? null) : owner
  useEffect(() => {
    if (fault !== undefined) frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [fault])
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const title = String(given.get('title') ?? '').trim()
    const due = parseValue(String(given.get('due') ?? ''), 'datetime', { ...formats.env, currency: '', currencies: [], required: false })
    if (title === '') return setFault({ field: 'title', fault: 'required' })
    if (!due.ok) return setFault({ field: 'due', fault: due.fault })
    // A press on the button leaves the field of the owner, which hands over its value a moment later.
    setTimeout(() => {
      const values = {
        title,
        ...(due.value !== null && { dueAt: due.value as never }),
        ...(chosen.current && { assignee: chosen.current }),
      }
      close()
      start({ add: { type: 'task', association, values } }, { does: 'add' })
    })
  }
  return (
    <Dialog title={words.addTask} subject={words.addTaskTo(formats.number(count))} className="action" isForm close={close}>
      <form ref={frame} className="fields" onSubmit={send} noValidate>
        <TextField name="title" label={words.taskTitle} fault={fault?.field === 'title' ? fault.fault : undefined} />
        <TextField name="due" label={words.taskDue} fault={fault?.field === 'due' ? fault.fault : undefined} isOptional />
        <div className="field">
          <span className="label">{words.taskOwner}</span>
          {me === undefined ? null : (
            <ValueEditor
              kind="user"
              value={chosen.current}
              label={words.taskOwner}
              onSave={(value) => setOwner(typeof value === 'string' ? value : null)}
              onCancel={() => {}}
            />
          )}
        </div>
        <div className="send">
          <button type="submit" className="btn pri">
            {count === 1 ? words.addTask : words.addTasks(formats.number(count))}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface TextFieldProps {
  readonly name: string
  readonly label: string
  readonly fault: FieldFault | undefined
  readonly isOptional?: boolean
}

function TextField({ name, label, fault, isOptional = false }: TextFieldProps): ReactNode {
  const words = useWords().field
  const faultText = useFaultText()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isOptional ? <span className="small t3"> {words.optional}</span> : null}
      </label>
      <input
        id={id}
        name={name}
        type="text"
        autoComplete="off"
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
      />
      {fault === undefined ? null : <FieldError id={`${id}-fault`}>{faultText(fault)}</FieldError>}
    </div>
  )
}
