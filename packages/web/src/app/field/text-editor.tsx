import { type ChangeEvent, type ReactNode, useId, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { isMoney } from '../format/is-money.js'
import { useReading } from '../format/use-formats.js'
import { CalendarButton } from './calendar-button.js'
import { dayText, parseDay } from './day-text.js'
import type { LoadedProps } from './editing.js'
import { FieldError, useFaultText } from './fault-text.js'
import { useEditing } from './use-editing.js'
import { parseValue, type TextEnv, textOfValue } from './value-text.js'

const isLongKind = (kind: string) => kind === 'text' || kind === 'json' || kind === 'multi_enumeration'

/** Edits a value that is typed: text, numbers, amounts, days and times, and the choice between yes and no. */
export function TextEditor(props: LoadedProps): ReactNode {
  const { kind, value, label, required = false, error, typed } = props
  const words = useWords().field
  const faultText = useFaultText()
  const id = useId()
  const env = useTextEnv(props)
  const first = kind === 'boolean' ? (value === null ? '' : String(value)) : textOfValue(value, kind, env)
  const [text, setText] = useState(typed.text ?? first)
  const [currency, setCurrency] = useState(env.currency)
  const read = () => {
    if (text === first && currency === env.currency && !(required && text.trim() === '')) return 'unchanged'
    if (kind === 'boolean') return { ok: true, value: text === '' ? null : text === 'true' } as const
    return parseValue(text, kind, { ...env, currency, required })
  }
  const isLong = isLongKind(kind)
  const editing = useEditing(props, { read, isLong })
  const message = editing.fault === undefined ? error : faultText(editing.fault)
  const change = (next: string) => {
    editing.touch()
    setText(next)
  }
  const field = {
    'aria-label': label,
    'aria-invalid': message !== undefined,
    'aria-describedby': message === undefined ? undefined : id,
    'aria-required': required || undefined,
    value: text,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => change(event.target.value),
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the keys of its fields
    <div ref={editing.frame} className="editor" onKeyDownCapture={editing.onKeyDownCapture} onBlur={editing.onBlur}>
      <div className={`editor-line ${kind}`}>
        <Field kind={kind} required={required} field={field} />
        {kind === 'date' ? (
          <CalendarButton text={text} pick={(day) => change(dayText(day, env.locale))} read={(given) => parseDay(given, env)} />
        ) : null}
        {kind === 'money' ? (
          <select
            className="currency"
            aria-label={words.currency}
            value={currency}
            onChange={(event) => {
              editing.touch()
              setCurrency(event.target.value)
            }}
          >
            {[...new Set([currency, ...env.currencies])].map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
        ) : null}
      </div>
      {isLong ? <p className="small t3">{kind === 'multi_enumeration' ? words.onePerLine : words.longTextKeys}</p> : null}
      {message === undefined ? null : <FieldError id={id}>{message}</FieldError>}
    </div>
  )
}

function useTextEnv({ value, currency, currencies = [] }: LoadedProps): TextEnv {
  const { formats, currency: usual } = useReading()
  const { locale, timeZone, today } = formats.env
  const own = isMoney(value) ? value.currency : (currency ?? currencies[0] ?? usual)
  return { locale, timeZone, today, currency: own, currencies }
}

interface FieldProps {
  readonly kind: LoadedProps['kind']
  readonly required: boolean
  readonly field: {
    readonly value: string
    readonly onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => void
  }
}

function Field({ kind, required, field }: FieldProps): ReactNode {
  const words = useWords().field
  if (isLongKind(kind)) return <textarea rows={4} dir="auto" {...field} />
  if (kind === 'boolean')
    return (
      <select {...field}>
        {required && field.value !== '' ? null : <option value="">{words.none}</option>}
        <option value="true">{words.yes}</option>
        <option value="false">{words.no}</option>
      </select>
    )
  const isNumber = kind === 'number' || kind === 'integer' || kind === 'money'
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={kind === 'string'}
      dir={isNumber ? undefined : 'auto'}
      inputMode={kind === 'integer' ? 'numeric' : isNumber ? 'decimal' : 'text'}
      {...field}
    />
  )
}
