import { type ReactNode, useId } from 'react'

interface SummaryCardProps {
  readonly title: string
  /** Beside the title, such as how many there are. */
  readonly note?: ReactNode
  /** At the end of the head: where all of it is, or a way to add. */
  readonly end?: ReactNode
  readonly children: ReactNode
}

/** The frame of a block of an overview: a head with a note, and what the block has below it. */
export function SummaryCard({ title, note, end, children }: SummaryCardProps): ReactNode {
  const id = useId()
  return (
    <section className="block sum" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {note === undefined ? null : <span className="sum-n">{note}</span>}
        {end === undefined ? null : <span className="end">{end}</span>}
      </header>
      {children}
    </section>
  )
}
