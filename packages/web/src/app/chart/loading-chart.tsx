import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { Message } from '../part/states.js'
import { ProgressBar } from '../run/progress-bar.js'
import type { ChartReading } from './chart-text.js'

type ChartWords = ChartReading['chart']
const heights = [64, 120, 92, 148, 108, 76]
/** Of an answer that takes longer it is said how long, and it can be cancelled. */
const longMs = 1_000

interface LoadingChartProps {
  readonly words: ChartWords
  readonly stop: () => void
  /** The share that is done, from 0 to 1, where it is known. */
  readonly progress: number | undefined
}
/** Grey bars in the size of a picture, until the numbers are there. Cancelling stops the work: nobody waits for it any more. */
export function LoadingChart({ words, stop, progress }: LoadingChartProps): ReactNode {
  const { loading } = useWords().state
  const { percent } = useReading().formats
  const seconds = useSeconds()
  return (
    <div className="chart-waiting">
      <div className="chart-wait wait" role="status" aria-label={seconds === 0 ? loading : words.stillCounting}>
        {heights.map((height) => (
          <span className="sk" key={height} style={{ height }} />
        ))}
      </div>
      {seconds === 0 && progress === undefined ? null : (
        <p className="chart-long small t3">
          {progress === undefined ? null : (
            <>
              <ProgressBar label={words.stillCounting} share={progress} />
              <span className="num strong">{percent(progress)}</span>
            </>
          )}
          <span className="said">{seconds === 0 ? words.stillCounting : words.countingFor(seconds)}</span>
          <button type="button" className="btn" onClick={stop}>
            {words.cancel}
          </button>
        </p>
      )}
    </div>
  )
}
/** Whole seconds since it was drawn. */
function useSeconds(): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((now) => now + 1), longMs)
    return () => clearInterval(timer)
  }, [])
  return seconds
}

/** In place of numbers that nobody waited for. */
export function Stopped({ words, again }: { readonly words: ChartWords; readonly again: () => void }): ReactNode {
  const retry = (
    <button type="button" className="btn" onClick={again}>
      {words.countAgain}
    </button>
  )
  return (
    <Message icon="clock" title={words.cancelled} actions={retry} role="status">
      {words.cancelledWhy}
    </Message>
  )
}
