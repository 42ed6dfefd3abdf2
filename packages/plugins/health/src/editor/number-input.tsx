import { TextInput } from '@tenure/web/parts'
import { type ReactNode, useEffect, useState } from 'react'

interface NumberInputProps {
  readonly value: number | undefined
  /** A number, or `undefined` where it may be left empty and is. */
  readonly onChange: (value: number | undefined) => void
  /** Its name where no `Field` is around it. */
  readonly label?: string
  readonly mayBeEmpty?: boolean
  readonly placeholder?: string
}

/** A field for a number, with a point or a comma. What is no number yet changes nothing, and the last number is back on leaving. */
export function NumberInput({ value, onChange, label, mayBeEmpty = false, placeholder }: NumberInputProps): ReactNode {
  const [written, write] = useState(textOf(value))
  useEffect(() => {
    if (numberOf(written) !== value) write(textOf(value))
  }, [value])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears that the field inside was left
    <span className="health-number" onBlur={() => write(textOf(value))}>
      <TextInput
        kind="decimal"
        value={written}
        {...(label !== undefined && { label })}
        {...(placeholder !== undefined && { placeholder })}
        onChange={(next) => {
          write(next)
          const number = numberOf(next)
          if (number !== undefined) onChange(number)
          else if (mayBeEmpty && next.trim() === '') onChange(undefined)
        }}
      />
    </span>
  )
}
function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}
function numberOf(text: string): number | undefined {
  const plain = text.trim().replace('−', '-').replace(',', '.')
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}
