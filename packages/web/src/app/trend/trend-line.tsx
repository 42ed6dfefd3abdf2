import { type ReactNode, useCallback, useSyncExternalStore } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Source } from '../data/source.js'
import { useSource } from '../data/use-source.js'
import { type Reading, useReading } from '../format/use-formats.js'
import { healthWordOf } from '../part/health.js'
import { TrendBook, trendDays } from './trend-book.js'
import { type Step, stepsOf } from './trend-steps.js'
import '../styles/trend.css'

const books = new WeakMap<Source, Map<string, TrendBook>>()
function bookOf(source: Source, type: string): TrendBook {
  const ofSource = books.get(source) ?? new Map<string, TrendBook>()
  books.set(source, ofSource)
  const book = ofSource.get(type) ?? new TrendBook(source, type)
  ofSource.set(type, book)
  return book
}

interface TrendLineProps {
  readonly type: string
  readonly id: string
}
/** How the score of a record moved over the last 90 days. A score without a past says so, and draws nothing. */
export function TrendLine({ type, id }: TrendLineProps): ReactNode {
  const book = bookOf(useSource(), type)
  const points = useSyncExternalStore(
    useCallback((listener) => book.show(id, listener), [book, id]),
    () => book.of(id),
  )
  const reading = useReading()
  const words = useWords().health
  if (points === undefined) return null
  const steps = stepsOf(points, Date.now(), trendDays)
  const [first, last] = [steps[0], steps.at(-1)]
  if (first === undefined || last === undefined) return <span className="trend-none small t3">{words.noPast}</span>
  return <Line steps={steps} first={first} last={last} reading={reading} />
}

const [width, height, pad] = [64, 24, 3]

function Line({
  steps,
  first,
  last,
  reading,
}: {
  readonly steps: readonly Step[]
  readonly first: Step
  readonly last: Step
  readonly reading: Reading
}): ReactNode {
  const words = useWords().health
  const { formats } = reading
  const x = (share: number): number => pad + share * (width - 2 * pad)
  const y = (score: number): number => pad + (1 - score / 100) * (height - 2 * pad)
  const path = steps.map(({ from, score }, at) => (at === 0 ? `M${x(from)} ${y(score)}` : `H${x(from)} V${y(score)}`)).join(' ')
  const [was, is] = [Math.floor(first.score), Math.floor(last.score)]
  const moved = is - was
  const said = words.trend(formats.number(was), formats.number(is), formats.dayOf(first.at))
  return (
    <span className="trend" title={said}>
      {moved === 0 ? null : (
        <span
          className={moved < 0 ? 'by less' : 'by'}
          aria-hidden="true"
        >{`${moved < 0 ? '↓' : '↑'}${formats.number(Math.abs(moved))}`}</span>
      )}
      <svg role="img" aria-label={said} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        <path d={`${path} H${x(1)}`} />
        <circle className={healthWordOf(last.status)} cx={x(1)} cy={y(last.score)} r="2" />
      </svg>
    </span>
  )
}
