import { Health, type HealthWord, Icon, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'

type Status = 'at-risk' | 'neutral' | 'healthy'
const wordOf = (status: Status): HealthWord => (status === 'at-risk' ? 'risk' : status)

/** From which status to which. */
export function StatusChange({ from, to }: { readonly from: Status; readonly to: Status }): ReactNode {
  const text = useText()
  return (
    <span className="from-to">
      <Health status={wordOf(from)} />
      <span className="sr">{text('to')}</span>
      <Icon name="chevron-right" size={12} />
      <Health status={wordOf(to)} />
    </span>
  )
}
