import { type ReactNode, useId } from 'react'
import { useReading } from '../format/use-formats.js'

/** A part of a preview with its heading and count. */
export function Section({
  title,
  count,
  end,
  children,
}: {
  readonly title: string
  readonly count?: number
  readonly end?: ReactNode
  readonly children: ReactNode
}): ReactNode {
  const id = useId()
  const { formats } = useReading()
  return (
    <section className="sec" aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
        {count === undefined ? null : <span className="small t3 num">{formats.number(count)}</span>}
        <span className="grow" />
        {end}
      </header>
      {children}
    </section>
  )
}
