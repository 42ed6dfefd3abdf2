import { type ReactNode, Suspense, useEffect } from 'react'
import { useWords } from '../../words/use-words.js'
import type { ListQuestion } from '../data/list-window.js'
import { lazily } from '../early/lazily.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { ShownRuns } from '../run/followed-runs.js'
import { useRuns } from '../run/use-runs.js'
import type { Selecting } from './use-selection.js'

const BulkBar = lazily('BulkBar', () => import('./bulk-bar.js'))

interface DockProps {
  readonly selecting: Selecting
  readonly total: number
  /** The object type of the rows. */
  readonly type: string | undefined
  readonly collection: string | undefined
  readonly question: ListQuestion | undefined
  /** Takes the focus back to the list. */
  readonly back: () => void
}

/** What floats over the foot of a list: runs that go on, and the bar of the selection. */
export function Dock({ selecting, total, type, collection, question, back }: DockProps): ReactNode {
  const { dock, followed } = useRuns()
  const { bulk: words, pick } = useWords()
  const { number } = useReading().formats
  const { count, left, clear } = selecting
  const isSelected = count > 0 && type !== undefined
  const isRunning = followed.some(({ isAside }) => !isAside)
  const gone = left > 0 ? words.left(left, number(left)) : ''
  const said = count > 0 ? [words.selected(number(count)), gone].filter((part) => part !== '').join(', ') : gone
  useEffect(dock, [dock])
  return (
    <>
      <p className="sr" role="status">
        {said}
      </p>
      {isSelected || isRunning || left > 0 ? (
        <div className="dock">
          <ShownRuns />
          {isSelected ? (
            <Suspense>
              <BulkBar selecting={selecting} total={total} target={{ type, collection, question }} back={back} />
            </Suspense>
          ) : left > 0 ? (
            <div className="bulk-bar">
              <span>{gone}</span>
              <button type="button" className="ib" aria-label={pick.clear} onClick={clear}>
                <Icon name="x" size={14} />
              </button>
            </div>
          ) : null}
        </div>
      ) : null}
    </>
  )
}
