import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'

/** Cards that are on their way. */
export function CardShapes(): ReactNode {
  const words = useWords().state
  return (
    <div className="wait shapes" role="status" aria-label={words.loading}>
      <Shapes />
    </div>
  )
}

/** Columns that are on their way. */
export function ColumnShapes(): ReactNode {
  const words = useWords().state
  return (
    <div className="board wait" role="status" aria-label={words.loading}>
      {['a', 'b', 'c', 'd'].map((key) => (
        <div key={key} className="bcol">
          <div className="cards shapes">
            <Shapes />
          </div>
        </div>
      ))}
    </div>
  )
}

function Shapes(): ReactNode {
  return (
    <>
      <span className="sk" />
      <span className="sk" />
      <span className="sk" />
    </>
  )
}
