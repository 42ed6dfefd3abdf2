import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import { LoadingFigure } from '../part/states.js'
import type { Drawn } from './renderer.js'
import { WithAnswer } from './sourced.js'

/** One number, large. */
export function Metric({ block }: Drawn<'metric'>): ReactNode {
  const reading = useReading()
  const words = useWords().state
  return (
    <WithAnswer block={block} waiting={<LoadingFigure />}>
      {(answer) => (
        <p className="figure num">
          {textOf(answer[block.value], block.format ?? 'number', reading) || <span className="t3">{words.noData}</span>}
        </p>
      )}
    </WithAnswer>
  )
}
