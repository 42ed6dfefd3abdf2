import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { Boundary } from '../part/boundary.js'

interface FrameProps {
  readonly kind: string
  readonly title?: string | undefined
  readonly children: ReactNode
}

/** The frame of a block with its title. A fault inside stays inside. */
export function BlockFrame({ kind, title, children }: FrameProps): ReactNode {
  const words = useWords().state
  return (
    <section className={`block ${kind}`}>
      {title === undefined || title === '' ? null : (
        <header>
          <h2>{title}</h2>
        </header>
      )}
      <Boundary what={title ?? words.thisBlock}>{children}</Boundary>
    </section>
  )
}
