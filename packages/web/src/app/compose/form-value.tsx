import { usersContract } from '@tenure/core/page'
import { type ChangeEvent, type ReactNode, useId, useMemo } from 'react'
import type { Words } from '../../words/en/index.js'
import { useWords } from '../../words/use-words.js'
import { useWatch } from '../data/use-source.js'
import { CalendarButton } from '../field/calendar-button.js'
import { dayText, parseDay } from '../field/day-text.js'
import type { EditorOption } from '../field/editing.js'
import { FieldError, useFaultText } from '../field/fault-text.js'
import type { FieldFault } from '../field/parsed.js'
import type { TextEnv } from '../field/value-text.js'
import { Choose } from '../form/choose.js'
import { type Labelled, LabelledBy } from '../form/field.js'
import { NoteEditor } from '../note/note-editor.js'
import { ReminderField } from '../repeat/reminder-field.js'
import { Repeat } from '../repeat/repeat.js'
import { isDuration, type NewField } from './read-form.js'

interface FormValueProps {
  readonly field: NewField
  readonly text: string
  readonly set: (text: string) => void
  /** In which currency an amount is that names none. */
  readonly currency: string
  readonly setCurrency: (code: string) => void
  readonly env: TextEnv
  /** When what the form describes is due or begins. */
  readonly start?: number | undefined
  /** Some fields of the form are required, so that others say that they are not. */
  readonly saysOptional: boolean
  /** It is written with formatting. */
  readonly isRich: boolean
  /** The form begins in the editor of its note. */
  readonly startsRich?: boolean
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

type Changed = ChangeEvent<HTMLInputElement | HTMLTextAreaElement>
const yesNo = (words: Words['field']) => [
  { value: 'true', label: words.yes },
  { value: 'false', label: words.no },
]

function Control({
  field,
  text,
  set,
  currency,
  setCurrency,
  env,
  fault,
  isRich,
  startsRich = false,
  send,
  start,
  id,
}: FormValueProps & { readonly id: string }): ReactNode {
  const words = useWords().field
  const { kind, options, required } = field
  const wrong = fault === undefined ? undefined : `${id}-fault`
  if (isRich) return <NoteEditor value={text} label={field.label} autoFocus={startsRich} describedBy={wrong} onChange={set} onSend={send} />
  const common = {
    id,
    value: text,
    onChange: (event: Changed) => set(event.target.value),
    'aria-invalid': fault !== undefined,
    'aria-describedby': wrong,
    'aria-required': required || undefined,
  }
  const labelled = { id, 'aria-describedby': wrong, 'aria-invalid': fault !== undefined }
  const chosen = { label: field.label, labelled, text, set }
  if (kind === 'reminder') return <ReminderField label={field.label} labelled={labelled} text={text} set={set} due={start} />
  if (kind === 'repeat')
    return (
      <LabelledBy value={labelled}>
        <Repeat label={field.label} value={text === '' ? null : text} start={start} onChange={(rule) => set(rule ?? '')} />
      </LabelledBy>
    )
  if (kind === 'user') return <ChooseUser {...chosen} />
  if (kind === 'enumeration' && options !== undefined) return <ChooseValue {...chosen} options={options} />
  if (kind === 'boolean') return <ChooseValue {...chosen} options={yesNo(words)} />
  if (kind === 'text' || kind === 'multi_enumeration' || kind === 'json') return <textarea rows={4} dir="auto" data-long {...common} />
  const input = (
    <input type="text" autoComplete="off" dir="auto" inputMode={kind === 'number' || kind === 'money' ? 'decimal' : 'text'} {...common} />
  )
  if (kind === 'money')
    return (
      <span className="with-currency">
        {input}
        <ChooseCurrency currency={currency} currencies={env.currencies} set={setCurrency} />
      </span>
    )
  if (kind !== 'date') return input
  return (
    <span className="with-calendar">
      {input}
      <CalendarButton text={text} pick={(day) => set(dayText(day, env.locale))} read={(given) => parseDay(given, env)} />
    </span>
  )
}

interface ChooseValueProps {
  readonly label: string
  readonly labelled: Labelled
  readonly text: string
  readonly set: (text: string) => void
  readonly options: readonly EditorOption[]
  readonly hasFaces?: boolean
  readonly placeholder?: string
  /** Whether it may be left empty. */
  readonly mayBeEmpty?: boolean
}

function ChooseValue({ labelled, text, set, mayBeEmpty = true, ...props }: ChooseValueProps): ReactNode {
  return (
    <LabelledBy value={labelled}>
      <Choose {...props} value={text === '' ? null : text} onChange={(next) => set(next ?? '')} mayBeEmpty={mayBeEmpty} />
    </LabelledBy>
  )
}

function ChooseUser(props: Omit<ChooseValueProps, 'options'>): ReactNode {
  const words = useWords().compose
  const users = useWatch(usersContract).value ?? []
  const options = users.filter(({ id, active }) => active || id === props.text).map(({ id, name }) => ({ value: id, label: name }))
  return <ChooseValue {...props} options={options} hasFaces placeholder={words.chooseUser} />
}

const noLabel: Labelled = {}

/** The currency of an amount, which is always there to see, and can be another one. */
function ChooseCurrency({
  currency,
  currencies,
  set,
}: {
  readonly currency: string
  readonly currencies: readonly string[]
  readonly set: (code: string) => void
}): ReactNode {
  const words = useWords().field
  const options = useMemo(
    () => [...new Set([...(currency === '' ? [] : [currency]), ...currencies])].map((code) => ({ value: code, label: code })),
    [currency, currencies],
  )
  return (
    <ChooseValue
      label={words.currency}
      labelled={noLabel}
      text={currency}
      set={set}
      options={options}
      placeholder={words.currency}
      mayBeEmpty={false}
    />
  )
}
