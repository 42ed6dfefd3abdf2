import { type ReactNode, useEffect, useState } from 'react'
import type { ShownProblem } from '../data/answers.js'
import { useConnection } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from './icon.js'

interface MessageProps {
  readonly icon: string
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly role?: 'alert' | 'status'
}

/** A block that has nothing else to show: what is so, why, and one way out. */
export function Message({ icon, title, children, actions, role }: MessageProps): ReactNode {
  return (
    <div className="mid" role={role}>
      <span className="big">
        <Icon name={icon} size={24} />
      </span>
      <p className="b">{title}</p>
      {children === undefined ? null : <p className="t2">{children}</p>}
      {actions === undefined ? null : <div className="go">{actions}</div>}
    </div>
  )
}

/** A block that failed: what, the cause, and *Try now*. What is missing a right says so instead. */
export function Failed({
  what,
  problem,
  retry,
}: {
  readonly what: string
  readonly problem: ShownProblem
  readonly retry?: () => void
}): ReactNode {
  const [copied, setCopied] = useState(false)
  if (problem.code === 'access.denied')
    return (
      <Message icon="lock" title={`You may not see ${what}`} role="alert">
        {problem.message}
      </Message>
    )
  if (problem.code === 'record.not-found')
    return (
      <Message icon="search" title="There is no such record" role="alert">
        It does not exist, or you may not see it.
      </Message>
    )
  const copy = () => navigator.clipboard?.writeText(`${what}: ${problem.code}: ${problem.message}`).then(() => setCopied(true))
  const actions = (
    <>
      {retry === undefined ? null : (
        <button type="button" className="btn" onClick={retry}>
          Try now
        </button>
      )}
      <button type="button" className="btn ghost" onClick={copy}>
        {copied ? 'Copied' : 'Copy details'}
      </button>
    </>
  )
  return (
    <Message icon="plug" title={`${capital(what)} could not be shown`} role="alert" actions={actions}>
      {problem.message}
    </Message>
  )
}

/** A value that stays although its source is silent: says why, and since when. */
export function StaleNote({
  problem,
  asOf,
  retry,
}: {
  readonly problem: ShownProblem
  readonly asOf: number | undefined
  readonly retry: () => void
}): ReactNode {
  const { formats } = useReading()
  // While the line is lost the bar says so, once for all blocks.
  if (useConnection().state === 'lost') return null
  return (
    <div className="note" role="status">
      <Icon name="clock" size={14} />
      <span className="grow">
        {problem.message}
        {asOf === undefined ? '' : ` Last read ${formats.time(asOf)}.`}
      </span>
      <button type="button" className="more" onClick={retry}>
        Try now
      </button>
    </div>
  )
}

const widths = [120, 88, 140, 104, 96, 132, 76, 112]

/** Still grey shapes in the size of rows; nothing for the first 200 ms. */
export function LoadingRows({ rows = 8 }: { readonly rows?: number }): ReactNode {
  return (
    <div className="rows wait" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <div className="skr" key={row}>
          <span className="sk box20" />
          <span className="sk" style={{ width: widths[row % widths.length] }} />
          <span className="grow" />
          <span className="sk w64" />
          <span className="sk w44" />
        </div>
      ))}
    </div>
  )
}

/** Grey lines in the size of a text. */
export function LoadingLines({ lines = 6 }: { readonly lines?: number }): ReactNode {
  return (
    <div className="lines wait" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <span className="sk" key={line} style={{ width: widths[line % widths.length] }} />
      ))}
    </div>
  )
}

/** A grey shape in the size of one large number. */
export function LoadingFigure(): ReactNode {
  return (
    <div className="figure wait" role="status" aria-label="Loading">
      <span className="sk" />
    </div>
  )
}

/** `Updated just now`, `Updated 3 min ago`, or the time. */
export function UpdatedAt({ asOf }: { readonly asOf: number }): ReactNode {
  const { formats } = useReading()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 20_000)
    return () => clearInterval(timer)
  }, [asOf])
  const minutes = Math.floor((now - asOf) / 60_000)
  const text = minutes < 1 ? 'just now' : minutes < 60 ? `${minutes} min ago` : formats.time(asOf)
  return (
    <span className="small t3 updated" title={formats.exact(asOf)}>
      Updated {text}
    </span>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
