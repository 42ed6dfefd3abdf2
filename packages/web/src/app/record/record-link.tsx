import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { RecordDetail } from '../data/answers.js'

interface RecordLinkProps {
  /** The record that has the link: the way back leads there. */
  readonly from: Pick<RecordDetail, 'type' | 'id' | 'title'>
  readonly to: { readonly type: string; readonly id: string }
  readonly className?: string
  readonly children: ReactNode
}

/** Opens another record where this one is, and keeps the way back. */
export function RecordLink({ from, to, className, children }: RecordLinkProps): ReactNode {
  const { address, aside, go } = useAddress()
  const words = useWords().record
  const open = { type: to.type, id: to.id }
  return (
    <a
      className={className}
      href={formatAddress({ ...address, open })}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        const step = { type: from.type, id: from.id, title: from.title || words.unnamed }
        go({ open }, 'push', { trail: [...(aside.trail ?? []), step] })
      }}
    >
      {children}
    </a>
  )
}
