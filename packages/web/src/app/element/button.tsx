import type { ReactNode } from 'react'
import { Icon } from '../part/icon.js'

const looks = { plain: 'btn', primary: 'btn pri', bare: 'btn ghost' } as const
/** What a button shows and does. */
export interface ButtonProps {
  /** `primary` is filled, one to a sheet; `bare` has no border. */
  readonly look?: keyof typeof looks
  /** One of the icons that every page can draw. */
  readonly icon?: string
  /** Its name where the text in it does not say enough. */
  readonly label?: string
  /** Whether it is the chosen one of several. */
  readonly isPressed?: boolean
  readonly isDisabled?: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

/** A button as the page has them. */
export function Button({ look = 'plain', icon, label, isPressed, isDisabled, onPress, children }: ButtonProps): ReactNode {
  return (
    <button type="button" className={looks[look]} aria-label={label} aria-pressed={isPressed} disabled={isDisabled} onClick={onPress}>
      {icon === undefined ? null : <Icon name={icon} size={14} />}
      {children}
    </button>
  )
}
