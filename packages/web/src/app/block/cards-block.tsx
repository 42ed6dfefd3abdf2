import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import { FieldList } from './detail-block.js'
import type { Drawn } from './renderer.js'
import { WithRows } from './sourced.js'

/** Rows as cards. */
export function Cards({ block }: Drawn<'cards'>): ReactNode {
  const reading = useReading()
  const words = useWords().record
  return (
    <WithRows block={block}>
      {(rows) => (
        <ul className="card-list">
          {rows.map((row) => (
            <li key={row.id}>
              <h3 className="cut" dir="auto">
                {textOf(row[block.heading], 'text', reading) || <span className="t3">{words.unnamed}</span>}
              </h3>
              <FieldList fields={block.fields} answer={row} />
            </li>
          ))}
        </ul>
      )}
    </WithRows>
  )
}
