import { type ReactNode, Suspense, useId, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { lazily } from '../early/lazily.js'
import { Choose } from '../form/choose.js'
import { LabelledBy } from '../form/field.js'
import { humanise } from '../format/names.js'
import { useTranslate } from '../language/texts-provider.js'
import { Icon } from '../part/icon.js'
import type { Offer } from './offer.js'

type Field = Offer['fields'][number]
interface FormFieldProps {
  readonly field: Field
  readonly error: string | undefined
}

const LateField = lazily('LateField', () => import('./late-field.js'))

/** One field of a form: its label, a control for its kind, and what is wrong with it. */
export function FormField({ field, error }: FormFieldProps): ReactNode {
  const { kind } = field
  if (kind !== 'money' && kind !== 'moment' && kind !== 'user') return <PlainField field={field} error={error} />
  return (
    <Suspense fallback={<div className="field" />}>
      <LateField field={field} kind={kind} error={error} />
    </Suspense>
  )
}

function PlainField({ field, error }: FormFieldProps): ReactNode {
  const words = useWords().field
  const translate = useTranslate()
  const id = useId()
  const label = field.label ?? translate(humanise(field.field))
  const described = { id, 'aria-invalid': error !== undefined, 'aria-describedby': error === undefined ? undefined : `${id}-error` }
  const below =
    error === undefined ? null : (
      <p className="err" id={`${id}-error`}>
        <Icon name="alert" size={12} />
        {error}
      </p>
    )
  if (field.kind === 'boolean')
    return (
      <div className="field">
        <label className="check">
          <input type="checkbox" name={field.field} defaultChecked={field.initial === true} {...described} />
          {label}
        </label>
        {below}
      </div>
    )
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {field.required ? null : <span className="small t3"> {words.optional}</span>}
      </label>
      <Control field={field} described={described} />
      {below}
    </div>
  )
}

interface Described {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string | undefined
}
interface ControlProps {
  readonly field: Field
  readonly described: Described
}

function Control({ field, described }: ControlProps): ReactNode {
  const { kind, field: name, required, initial } = field
  const common = { ...described, name, 'aria-required': required, defaultValue: initial === undefined ? '' : String(initial) }
  if (kind === 'day') return <DayControl field={field} described={described} />
  if (kind === 'long-text') return <textarea rows={3} dir="auto" {...common} />
  if (kind === 'choice') return <ChoiceControl field={field} described={described} />
  const isNumber = kind === 'number' || kind === 'integer'
  const inputMode = kind === 'integer' ? 'numeric' : isNumber ? 'decimal' : 'text'
  return <input type="text" autoComplete="off" inputMode={inputMode} dir={isNumber ? undefined : 'auto'} {...common} />
}

/** What is chosen goes with the form in a field that is not seen. */
function ChoiceControl({ field, described }: ControlProps): ReactNode {
  const words = useWords().field
  const translate = useTranslate()
  const { field: name, label = translate(humanise(name)), required, choices = [], initial } = field
  const [value, setValue] = useState(initial === undefined ? null : String(initial))
  return (
    <LabelledBy value={described}>
      <input type="hidden" name={name} value={value ?? ''} />
      <Choose
        label={label}
        options={choices.map((choice) => ({ value: choice, label: translate(humanise(choice)) }))}
        value={value}
        onChange={setValue}
        placeholder={required ? words.chooseOne : words.none}
        mayBeEmpty={!required}
      />
    </LabelledBy>
  )
}

const DayCalendar = lazily('DayCalendar', () => import('./day-calendar.js'))

/** A day is typed as the locale writes it, or picked from a calendar. */
function DayControl({ field: { field: name, required, initial }, described }: ControlProps): ReactNode {
  const [text, setText] = useState(initial === undefined ? '' : String(initial))
  return (
    <div className="editor-line">
      <input
        type="text"
        autoComplete="off"
        name={name}
        aria-required={required}
        value={text}
        onChange={(event) => setText(event.target.value)}
        {...described}
      />
      <Suspense>
        <DayCalendar text={text} change={setText} />
      </Suspense>
    </div>
  )
}
