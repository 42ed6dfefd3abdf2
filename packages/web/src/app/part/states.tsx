import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../../words/use-words.js'
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
  const { state: words, problem: textOf } = useWords()
  const [copied, setCopied] = useState(false)
  if (problem.code === 'access.denied')
    return (
      <Message icon="lock" title={words.mayNotSee(what)} role="alert">
        {textOf(problem)}
      </Message>
    )
  if (problem.code === 'record.not-found')
    return (
      <Message icon="search" title={words.noRecord} role="alert">
        {words.noRecordWhy}
      </Message>
    )
  const copy = () => navigator.clipboard?.writeText(`${what}: ${problem.code}: ${problem.message}`).then(() => setCopied(true))
  const actions = (
    <>
      {retry === undefined ? null : (
        <button type="button" className="btn" onClick={retry}>
          {words.tryNow}
        </button>
      )}
      <button type="button" className="btn ghost" onClick={copy}>
        {copied ? words.copied : words.copy}
      </button>
    </>
  )
  return (
    <Message icon="plug" title={words.notShown(what)} role="alert" actions={actions}>
      {textOf(problem)}
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
  const { state: words, problem: textOf } = useWords()
  // While the line is lost the bar says so, once for all blocks.
  if (useConnection().state === 'lost') return null
  return (
    <div className="note" role="status">
      <Icon name="clock" size={14} />
      <span className="grow">
        {textOf(problem)}
        {asOf === undefined ? '' : ` ${words.lastRead(formats.time(asOf))}`}
      </span>
      <button type="button" className="more" onClick={retry}>
        {words.tryNow}
      </button>
    </div>
  )
}

const widths = [120, 88, 140, 104, 96, 132, 76, 112]

/** Still grey shapes in the size of rows; nothing for the first 200 ms. */
export function LoadingRows({ rows = 8 }: { readonly rows?: number }): ReactNode {
  const words = useWords().state
  return (
    <div className="rows wait" role="status" aria-label={words.loading}>
      <RowShapes rows={rows} />
    </div>
  )
}

/** The shapes alone, for a page that has no words yet. */
export function RowShapes({ rows }: { readonly rows: number }): ReactNode {
  return Array.from({ length: rows }, (_, row) => (
    <div className="skr" key={row}>
      <span className="sk box20" />
      <span className="sk" style={{ width: widths[row % widths.length] }} />
      <span className="grow" />
      <span className="sk w64" />
      <span className="sk w44" />
    </div>
  ))
}

/** Grey lines in the size of a text. */
export function LoadingLines({ lines = 6 }: { readonly lines?: number }): ReactNode {
  return (
    <div className="lines wait" role="status" aria-label={useWords().state.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <span className="sk" key={line} style={{ width: widths[line % widths.length] }} />
      ))}
    </div>
  )
}

/** A grey shape in the size of one large number. */
export function LoadingFigure(): ReactNode {
  return (
    <div className="figure wait" role="status" aria-label={useWords().state.loading}>
      <span className="sk" />
    </div>
  )
}

/** `Updated just now`, `Updated 3 min ago`, or the time. */
export function UpdatedAt({ asOf }: { readonly asOf: number }): ReactNode {
  const { formats } = useReading()
  const words = useWords().state
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 20_000)
    return () => clearInterval(timer)
  }, [asOf])
  const minutes = Math.floor((now - asOf) / 60_000)
  const text = minutes < 1 ? words.justNow : minutes < 60 ? words.ago(formats.duration(now - asOf)) : formats.time(asOf)
  return (
    <span className="small t3 updated" title={formats.exact(asOf)}>
      {words.updated(text)}
    </span>
  )
}
