import type { ReactNode } from 'react'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'

interface LineProps {
  readonly at: number | null
  /** What is written in place of the time of day. */
  readonly when?: string
  readonly icon: string
  readonly isQuiet?: boolean
  readonly children: ReactNode
}

/** One line on the rail of a timeline: the time, a sign, what happened. */
export function Line({ at, when, icon, isQuiet = false, children }: LineProps): ReactNode {
  const { formats } = useReading()
  return (
    <li className={isQuiet ? 'quiet' : undefined}>
      {at === null ? (
        <span />
      ) : (
        <time className="small t3 num" dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
          {when ?? formats.time(at)}
        </time>
      )}
      <span className="ic">
        <Icon name={icon} size={14} fallback="activity" />
      </span>
      <div className="what">{children}</div>
    </li>
  )
}
