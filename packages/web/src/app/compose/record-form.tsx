import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { Icon } from '../part/icon.js'
import { FormValue } from './form-value.js'
import { currencyName, currencyOf, type NewRecord, richField, startIn } from './read-form.js'
import type { NewRecordForm } from './use-new-record.js'

interface RecordFormProps {
  readonly made: NewRecord
  readonly form: NewRecordForm
  readonly label: string
  readonly verb: string
  readonly hint?: string
  readonly submit: () => void
  /** Sends it and asks for the next one; Shift Enter does the same. */
  readonly another?: () => void
  /** Esc, where the form is no dialog. */
  readonly leave?: () => void
  /** What else belongs to it, before the buttons. */
  readonly children?: ReactNode
}

// What is noted of a record begins in its text; what is planned in a dialog, and may repeat, in its title.
function startsInText({ fields }: RecordFormProps['made'], isDialog: boolean): boolean {
  const isPlanned = isDialog && fields.some(({ kind }) => kind === 'repeat')
  return fields[0]?.required === false && !isPlanned
}

/** The form of a new record. Ctrl Enter sends it from every field; the first wrong field gets the focus. */
export function RecordForm({ made, form, label, verb, hint, submit, another, leave, children }: RecordFormProps): ReactNode {
  const words = useWords().compose
  const frame = useRef<HTMLFormElement>(null)
  const { texts, set, env, faults } = form
  const rich = richField(made)
  const startsRich = rich !== undefined && (made.fields[0]?.name === rich || startsInText(made, leave === undefined))
  useEffect(() => {
    if (startsRich) return
    frame.current?.querySelector<HTMLElement>(startsInText(made, leave === undefined) ? '[data-long]' : 'input, textarea')?.focus()
  }, [])
  useEffect(() => {
    if (faults.size > 0) frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    else if (form.isEmpty) frame.current?.querySelector<HTMLElement>('[data-long], [contenteditable="true"]')?.focus()
  }, [faults, form.isEmpty])
  return (
    <form
      ref={frame}
      className="fields record-form"
      aria-label={label}
      noValidate
      onKeyDown={(event) => takeKey(event, { submit, another, leave })}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {made.fields.map((field) => (
        <FormValue
          key={field.name}
          field={field}
          text={texts[field.name] ?? ''}
          set={(text) => set(field.name, text)}
          currency={currencyOf(field, texts, env)}
          setCurrency={(code) => set(currencyName(field), code)}
          env={env}
          start={startIn(texts, env)}
          isRich={field.name === rich}
          startsRich={startsRich}
          send={submit}
          saysOptional={made.fields.some(({ required }) => required)}
          fault={faults.get(field.name)}
        />
      ))}
      {children}
      <div className="send wide">
        <button type="submit" className="btn pri" aria-disabled={form.isSending}>
          {verb}
        </button>
        {another === undefined ? null : (
          <button type="button" className="btn" aria-disabled={form.isSending} aria-keyshortcuts="Shift+Enter" onClick={another}>
            {words.another}
            <kbd>{words.shiftEnter}</kbd>
          </button>
        )}
        {hint === undefined ? null : <span className="small t3 hint not-phone">{hint}</span>}
      </div>
      <Wrong form={form} />
    </form>
  )
}

interface Ways {
  readonly submit: () => void
  readonly another: (() => void) | undefined
  readonly leave: (() => void) | undefined
}

function takeKey(event: KeyboardEvent, { submit, another, leave }: Ways): void {
  if (event.nativeEvent.isComposing) return
  if (event.key === 'Escape' && leave !== undefined && !event.defaultPrevented) {
    event.preventDefault()
    event.stopPropagation()
    leave()
  }
  if (event.defaultPrevented || event.key !== 'Enter') return
  // In text of several lines it is a line break.
  const isLine = event.shiftKey && !(event.target instanceof HTMLTextAreaElement) && !(event.target as HTMLElement).isContentEditable
  if (another !== undefined && isLine) {
    event.preventDefault()
    another()
    return
  }
  if (!(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  submit()
}

function Wrong({ form: { faults, isEmpty, problem } }: { readonly form: NewRecordForm }): ReactNode {
  const { compose: words, problem: say } = useWords()
  const text = isEmpty ? words.empty : faults.size > 0 ? words.someFields(faults.size) : problem && say(problem)
  return text === undefined ? null : (
    <p className="err wide" role="alert">
      <Icon name="alert" size={12} />
      <span>{text}</span>
    </p>
  )
}
