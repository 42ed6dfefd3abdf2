import type { ReactNode } from 'react'
import { useField } from './field.js'

interface SwitchProps {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  /** Its name. */
  readonly label: string
  /** Draws the name beside it. */
  readonly isNamed?: boolean
  readonly isDisabled?: boolean
  /** Why it cannot be changed. */
  readonly tip?: string
}

/** A switch that acts at once, or with its form. */
export function Switch({ isOn, onChange, label, isNamed = false, isDisabled = false, tip }: SwitchProps): ReactNode {
  const field = useField()
  const button = (
    <button
      {...field}
      type="button"
      role="switch"
      className="switch"
      aria-checked={isOn}
      aria-label={label}
      disabled={isDisabled}
      title={tip}
      onClick={() => onChange(!isOn)}
    />
  )
  if (!isNamed) return button
  return (
    <span className="switch-row">
      {button}
      <span aria-hidden="true">{label}</span>
    </span>
  )
}
