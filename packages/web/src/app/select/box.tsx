// biome-ignore-all lint/a11y/useSemanticElements: the list decides by the modifier keys what a press means, which a native box does first
import type { ReactNode } from 'react'
import { Icon } from '../part/icon.js'

interface BoxProps {
  readonly state: 'on' | 'off' | 'mixed'
  readonly label: string
  /** It is the place that Tab reaches. */
  readonly isActive: boolean
}

/** The box of a row, or of the head. The list hears its presses, and its keys. */
export function Box({ state, label, isActive }: BoxProps): ReactNode {
  return (
    <span
      role="checkbox"
      className={`box ${state}`}
      aria-checked={state === 'mixed' ? 'mixed' : state === 'on'}
      aria-label={label}
      tabIndex={isActive ? 0 : -1}
      data-col={-1}
    >
      {state === 'off' ? null : <Icon name={state === 'on' ? 'check' : 'minus'} size={12} />}
    </span>
  )
}
