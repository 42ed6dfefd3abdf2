import type { ReactNode } from 'react'
import { Boundary } from '../part/boundary.js'

interface FrameProps {
  readonly kind: string
  readonly title?: string | undefined
  /** What is drawn in place of the whole block when it fails; a message in the frame where there is none. */
  readonly instead?: ReactNode
  readonly children: ReactNode
}

/** The frame of a block with its title. A fault inside stays inside. */
export function BlockFrame({ kind, title, instead, children }: FrameProps): ReactNode {
  const what = title ?? 'this block'
  const frame = (
    <section className={`block ${kind}`}>
      {title === undefined || title === '' ? null : (
        <header>
          <h2>{title}</h2>
        </header>
      )}
      {instead === undefined ? <Boundary what={what}>{children}</Boundary> : children}
    </section>
  )
  return instead === undefined ? (
    frame
  ) : (
    <Boundary what={what} instead={instead}>
      {frame}
    </Boundary>
  )
}
