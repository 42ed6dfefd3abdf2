import { usersContract } from '@tenure/core/page'
import { type ChangeEvent, type ReactNode, useId } from 'react'
import { useWords } from '../../words/use-words.js'
import { useWatch } from '../data/use-source.js'
import { CalendarButton } from '../field/calendar-button.js'
import { dayText, parseDay } from '../field/day-text.js'
import { FieldError, useFaultText } from '../field/fault-text.js'
import type { FieldFault } from '../field/parsed.js'
import type { TextEnv } from '../field/value-text.js'
import { NoteEditor } from '../note/note-editor.js'
import { isDuration, type NewField } from './read-form.js'

interface FormValueProps {
  readonly field: NewField
  readonly text: string
  readonly set: (text: string) => void
  readonly env: TextEnv
  /** Some fields of the form are required, so that others say that they are not. */
  readonly saysOptional: boolean
  /** It is written with formatting. */
  readonly isRich: boolean
  /** Sends the form, from a field that has Ctrl Enter for itself. */
  readonly send: () => void
  /** What is wrong with it: a fault that the catalogue names, or the words of the server. */
  readonly fault: FieldFault | { readonly message: string } | undefined
}

/** One value of a new record: its label, its field, and what is wrong with it. */
export function FormValue(props: FormValueProps): ReactNode {
  const { field, fault, saysOptional } = props
  const words = useWords().compose
  const faultText = useFaultText()
  const id = useId()
  const label = isDuration(field) ? words.minutes(field.label) : field.label
  return (
    <div className={`field${field.kind === 'text' ? ' wide' : ''}`}>
      <label htmlFor={props.isRich ? undefined : id}>
        {label}
        {field.required || !saysOptional ? null : <span className="small t3"> {words.optional}</span>}
      </label>
      <Control {...props} id={id} />
      {fault === undefined ? null : (
        <FieldError id={`${id}-fault`}>{typeof fault === 'string' ? faultText(fault) : fault.message}</FieldError>
      )}
    </div>
  )
}

type Changed = ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>

function Control({ field, text, set, env, fault, isRich, send, id }: FormValueProps & { readonly id: string }): ReactNode {
  const { kind, options, required } = field
  const wrong = fault === undefined ? undefined : `${id}-fault`
  if (isRich) return <NoteEditor value={text} label={field.label} autoFocus describedBy={wrong} onChange={set} onSend={send} />
  const common = {
    id,
    value: text,
    onChange: (event: Changed) => set(event.target.value),
    'aria-invalid': fault !== undefined,
    'aria-describedby': wrong,
    'aria-required': required || undefined,
  }
  if (kind === 'user') return <UserSelect common={common} />
  if (kind === 'enumeration' && options !== undefined) return <Choice common={common} options={options} />
  if (kind === 'boolean') return <YesNo common={common} />
  if (kind === 'text' || kind === 'multi_enumeration' || kind === 'json') return <textarea rows={4} dir="auto" data-long {...common} />
  const input = (
    <input type="text" autoComplete="off" dir="auto" inputMode={kind === 'number' || kind === 'money' ? 'decimal' : 'text'} {...common} />
  )
  if (kind !== 'date') return input
  return (
    <span className="with-calendar">
      {input}
      <CalendarButton text={text} pick={(day) => set(dayText(day, env.locale))} read={(given) => parseDay(given, env)} />
    </span>
  )
}

type Common = {
  readonly id: string
  readonly value: string
  readonly onChange: (event: Changed) => void
  readonly 'aria-invalid': boolean
}

function Choice({ common, options }: { readonly common: Common; readonly options: NonNullable<NewField['options']> }): ReactNode {
  const words = useWords().field
  return (
    <select {...common}>
      <option value="">{words.none}</option>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}

function YesNo({ common }: { readonly common: Common }): ReactNode {
  const words = useWords().field
  const options = [
    { value: 'true', label: words.yes },
    { value: 'false', label: words.no },
  ]
  return <Choice common={common} options={options} />
}

function UserSelect({ common }: { readonly common: Common }): ReactNode {
  const words = useWords().compose
  const users = useWatch(usersContract).value ?? []
  return (
    <select {...common}>
      <option value="">{words.chooseUser}</option>
      {users.flatMap(({ id, name, active }) =>
        active || id === common.value
          ? [
              <option key={id} value={id}>
                {name}
              </option>,
            ]
          : [],
      )}
    </select>
  )
}
