import { changesKind, timelineContract } from '@tenure/core/page'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Timeline as Answer, RecordDetail, ShownProblem } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { dayIn } from '../format/zone-day.js'
import { Failed, LoadingLines, StaleNote } from '../part/states.js'
import { ChangeLine } from './change-line.js'
import { PlannedLine } from './planned-line.js'
import { type Day, splitTimeline } from './timeline-days.js'
import { TimelineFilters } from './timeline-filters.js'
import { useDayTitle } from './use-day-title.js'
import '../styles/timeline.css'

interface OfRecord {
  readonly record: RecordDetail
}
const step = 30
const most = 500

/** What happened with a record and what is ahead, by days, all of it or one kind; more on demand. */
export function Timeline({ record }: OfRecord): ReactNode {
  const [kind, setKind] = useState<string>()
  const [limit, setLimit] = useState(step)
  const { value, kinds, problem, asOf, retry } = useTimeline(record, kind, limit)
  const choose = (next: string | undefined) => {
    setKind(next)
    setLimit(step)
  }
  return (
    <>
      {kinds === undefined ? null : <TimelineFilters kinds={kinds} chosen={kind} choose={choose} />}
      {problem !== undefined && value !== undefined ? <StaleNote problem={problem} asOf={asOf} retry={retry} /> : null}
      <Body record={record} value={value} problem={problem} retry={retry} limit={limit} more={() => setLimit(limit + step)} />
    </>
  )
}

/** The changes of a record, the newest first. */
export function Changes({ record }: OfRecord): ReactNode {
  const [limit, setLimit] = useState(step)
  const { value, problem, retry } = useTimeline(record, changesKind, limit)
  return <Body record={record} value={value} problem={problem} retry={retry} limit={limit} more={() => setLimit(limit + step)} />
}

interface BodyProps extends OfRecord {
  readonly value: Answer | undefined
  readonly problem: ShownProblem | undefined
  readonly retry: () => void
  readonly limit: number
  readonly more: () => void
}

function Body({ record, value, problem, retry, limit, more }: BodyProps): ReactNode {
  const words = useWords().timeline
  const { formats } = useReading()
  const now = useMinute()
  if (value === undefined)
    return problem === undefined ? <LoadingLines lines={7} /> : <Failed what={words.what} problem={problem} retry={retry} />
  const { ahead, days } = splitTimeline(value, now, (instant) => dayIn(formats.env.timeZone, instant))
  if (ahead.length === 0 && days.length === 0) return <p className="t3 none">{words.nothing}</p>
  return (
    <div className="tl">
      {ahead.length === 0 ? null : (
        <section aria-label={words.ahead}>
          <h3>{words.ahead}</h3>
          <ol>
            {ahead.map((row) => (
              <PlannedLine key={`${row.type} ${row.id}`} record={record} row={row} isAhead />
            ))}
          </ol>
        </section>
      )}
      {days.map((day) => (
        <DayRows key={day.day ?? ''} record={record} day={day} />
      ))}
      {value.more && limit < most ? (
        <button type="button" className="btn" onClick={more}>
          {words.more}
        </button>
      ) : null}
      {value.more && limit >= most ? <p className="small t3">{words.end}</p> : null}
    </div>
  )
}

function DayRows({ record, day: { day, rows } }: OfRecord & { readonly day: Day }): ReactNode {
  const title = useDayTitle()(day)
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ol>
        {rows.map((row) =>
          row.row === 'change' ? (
            <ChangeLine key={`${row.how} ${row.at} ${row.user ?? ''} ${row.values.length}`} record={record} row={row} />
          ) : (
            <PlannedLine key={`${row.type} ${row.id}`} record={record} row={row} />
          ),
        )}
      </ol>
    </section>
  )
}

/** The timeline; while a larger one or another kind is on its way, the one before stays. */
function useTimeline(record: RecordDetail, kind: string | undefined, limit: number) {
  const { type, id } = record
  const watched = useWatch(timelineContract, { type, id, limit, ...(kind !== undefined && { kinds: [kind] }) })
  const kept = useRef<{ readonly kind: string | undefined; readonly value: Answer }>(undefined)
  if (watched.value !== undefined) kept.current = { kind, value: watched.value }
  const last = kept.current?.kind === kind ? kept.current?.value : undefined
  return { ...watched, value: watched.value ?? last, kinds: (watched.value ?? kept.current?.value)?.kinds }
}

/** The time, again each minute. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
