import type { ReactNode } from 'react'
import type { Blocks } from '../block/renderer.js'
import { useReading } from '../format/use-formats.js'
import { BlocksTab } from '../shell/blocks-tab.js'

interface OverviewTabProps {
  readonly block: Blocks['overview']
  readonly label: string
}

/** A tab that is an overview: its blocks under the date of today. */
export function OverviewTab({ block, label }: OverviewTabProps): ReactNode {
  return <BlocksTab title={useDate()} label={label} block={block} />
}

/** Today with its weekday, in full. */
function useDate(): string {
  const { locale, today } = useReading().formats.env
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).format(Date.parse(today))
}
