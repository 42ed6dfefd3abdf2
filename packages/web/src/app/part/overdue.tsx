import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { Icon } from './icon.js'

/** A date by which something was to happen, and has not: a sign, a tone, and the word for those who do not see them. */
export function Overdue({ children }: { readonly children: ReactNode }): ReactNode {
  const words = useWords().record
  return (
    <span className="overdue" title={words.overdue}>
      <Icon name="clock" size={12} />
      {children}
      <span className="sr">, {words.overdue}</span>
    </span>
  )
}
