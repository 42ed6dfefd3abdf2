import type { ReactNode } from 'react'

interface CardProps {
  /** Its heading, where it has one. */
  readonly title?: ReactNode
  readonly lead?: string
  readonly end?: ReactNode
  readonly children?: ReactNode
}

/** A framed part of a form: a heading with something at its end, and rows below. */
export function Card({ title, lead, end, children }: CardProps): ReactNode {
  return (
    <section className="form-card">
      {title === undefined ? null : (
        <header>
          <div className="grow">
            <h2>{title}</h2>
            {lead === undefined ? null : <p className="small t3">{lead}</p>}
          </div>
          {end}
        </header>
      )}
      {children}
    </section>
  )
}
