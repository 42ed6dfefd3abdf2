import type { ReactNode } from 'react'
import { useField } from './field.js'

interface TextInputProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Its name where no `Field` is around it. */
  readonly label?: string
  readonly placeholder?: string
  readonly kind?: 'text' | 'email' | 'decimal' | 'search' | 'password' | 'date'
  /** More than one line. */
  readonly isLong?: boolean
  /** How many characters can be typed. */
  readonly most?: number
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
  /** On Enter, in a field of one line. */
  readonly onEnter?: () => void
}

/** A field for a text. */
export function TextInput(props: TextInputProps): ReactNode {
  const { value, onChange, label, placeholder, kind = 'text', isLong = false, most, isDisabled, autoFocus, onEnter } = props
  const common = {
    ...useField(),
    value,
    placeholder,
    maxLength: most,
    disabled: isDisabled,
    'aria-label': label,
    dir: 'auto',
    className: 'form-input',
  }
  if (isLong) return <textarea rows={3} {...common} onChange={(event) => onChange(event.target.value)} />
  return (
    <input
      type={kind === 'decimal' ? 'text' : kind}
      inputMode={kind === 'decimal' ? 'decimal' : undefined}
      autoComplete="off"
      // biome-ignore lint/a11y/noAutofocus: a dialog or a row that a person has just opened asks for it
      autoFocus={autoFocus}
      {...common}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || onEnter === undefined) return
        event.preventDefault()
        onEnter()
      }}
    />
  )
}
