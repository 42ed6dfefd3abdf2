import type { ReactNode } from 'react'
import { useReading } from '../format/use-formats.js'
import { textOf, ValueIn } from '../format/value.js'
import type { Drawn } from './renderer.js'
import { WithRows } from './sourced.js'

/** What happened, newest first. */
export function Feed({ block }: Drawn<'feed'>): ReactNode {
  const reading = useReading()
  return (
    <WithRows block={block}>
      {(rows) => (
        <ol className="feed-list">
          {rows.map((row) => (
            <li key={row.id}>
              <span className="grow" dir="auto">
                {textOf(row[block.text], 'text', reading)}
              </span>
              <span className="small t3">
                <ValueIn value={row[block.at]} format="relative-date" reading={reading} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </WithRows>
  )
}
