import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { Icon } from '../part/icon.js'

interface OverdueProps {
  readonly children: ReactNode
  /** The text says it already. */
  readonly isSaid?: boolean
}

/** A date by which something was to happen, and has not: a sign, a tone, and the word for those who do not see them. */
export function Overdue({ children, isSaid = false }: OverdueProps): ReactNode {
  const words = useWords().record
  return (
    <span className="overdue" title={words.overdue}>
      <Icon name="clock" size={12} />
      {children}
      {isSaid ? null : <span className="sr">, {words.overdue}</span>}
    </span>
  )
}
