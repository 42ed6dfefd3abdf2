import type { ReactNode } from 'react'

interface FormPageProps {
  readonly title: string
  readonly lead?: string
  /** Beside the fields, or below them on a narrow page: what saving does. */
  readonly aside?: ReactNode
  /** A `SaveBar`. */
  readonly bar?: ReactNode
  readonly children: ReactNode
}

/** A page of fields in one column. */
export function FormPage({ title, lead, aside, bar, children }: FormPageProps): ReactNode {
  return (
    <main className="pane" data-region="content">
      <div className="form-page">
        <div>
          <h1>{title}</h1>
          {lead === undefined ? null : <p className="t2 form-lead">{lead}</p>}
          <div className="form-fields">{children}</div>
        </div>
        {aside}
      </div>
      {bar}
    </main>
  )
}

interface EffectsProps {
  readonly title: string
  readonly children: ReactNode
}

/** The box that says what a change does, before it is saved. */
export function Effects({ title, children }: EffectsProps): ReactNode {
  return (
    <aside className="effects" aria-live="polite">
      <h2>{title}</h2>
      {children}
    </aside>
  )
}
