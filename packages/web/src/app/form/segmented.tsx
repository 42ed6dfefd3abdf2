import { type ReactNode, useId } from 'react'
import { Icon } from '../part/icon.js'

/** One of few choices, all of which are in view. */
export interface Segment {
  readonly value: string
  readonly label: string
  readonly icon?: string
  /** A quiet number after the label. */
  readonly count?: string
}
interface SegmentedProps {
  readonly options: readonly Segment[]
  readonly value: string
  readonly onChange: (value: string) => void
  readonly label: string
  readonly isDisabled?: boolean
}

/** Chooses one of a few: arrow keys go from one to the next. */
export function Segmented({ options, value, onChange, label, isDisabled }: SegmentedProps): ReactNode {
  const name = useId()
  return (
    <fieldset className="seg" aria-label={label} disabled={isDisabled}>
      {options.map((option) => (
        <label key={option.value} className={option.value === value ? 'on' : undefined}>
          <input
            type="radio"
            className="sr"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.icon === undefined ? null : <Icon name={option.icon} size={14} />}
          {option.label}
          {option.count === undefined ? null : <span className="t3"> {option.count}</span>}
        </label>
      ))}
    </fieldset>
  )
}
