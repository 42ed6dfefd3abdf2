import type { Block } from '@tenure/core/block'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import type { Blocks } from '../block/renderer.js'
import { Icon } from '../part/icon.js'
import type { ChartReading } from './chart-text.js'

/** The value whose records are shown. */
export interface Chosen {
  /** The id of its row. */
  readonly row: string
  readonly name: string
  readonly list: Blocks['table']
}
interface BehindListProps {
  readonly chosen: Chosen
  readonly words: ChartReading['chart']
  readonly draw: (inner: Block) => ReactNode
  readonly close: () => void
}

/** The records behind a value, below it. It takes the focus, and gives it back where it came from. */
export function BehindList({ chosen, words, draw, close }: BehindListProps): ReactNode {
  const { title, ...list } = chosen.list
  const heading = useRef<HTMLHeadingElement>(null)
  const cameFrom = useRef<Element | null>(null)
  useEffect(() => {
    cameFrom.current = document.activeElement
    heading.current?.focus()
  }, [chosen.row])
  const leave = () => {
    close()
    if (cameFrom.current instanceof HTMLElement || cameFrom.current instanceof SVGElement) cameFrom.current.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    event.stopPropagation()
    leave()
  }
  return (
    <section className="chart-behind" aria-label={words.behind} onKeyDown={onKeyDown}>
      <div className="top">
        <h3 ref={heading} tabIndex={-1} className="cut" dir="auto">
          {chosen.name}
        </h3>
        <span className="small t3 cut grow">{title}</span>
        <button type="button" className="ib" aria-label={words.close} onClick={leave}>
          <Icon name="x" size={14} />
        </button>
      </div>
      {draw(list)}
    </section>
  )
}
