import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail } from '../data/answers.js'
import { Overdue } from '../format/overdue.js'
import { useReading } from '../format/use-formats.js'
import { useOverdueText } from '../format/use-overdue-text.js'
import { dayIn } from '../format/zone-day.js'
import { plainText } from '../note/note-markup.js'
import { RecordLink } from '../record/record-link.js'
import { Line } from './line.js'
import type { Planned } from './timeline-days.js'

interface PlannedLineProps {
  readonly record: RecordDetail
  readonly row: Planned
  readonly isAhead?: boolean
}

/** An activity that took place or will, or work that is done or is to be. */
export function PlannedLine({ record, row, isAhead = false }: PlannedLineProps): ReactNode {
  const { formats } = useReading()
  const { record: words, timeline } = useWords()
  const { at, text, doer, type, typeLabel, done } = row
  const isToday = at !== null && dayIn(formats.env.timeZone, at) === formats.env.today
  const title = (
    <RecordLink className="link" from={record} to={row}>
      <span dir="auto">{row.title || words.unnamed}</span>
    </RecordLink>
  )
  const verb = isAhead || doer === undefined ? undefined : timeline.did[type]
  return (
    <Line at={at} icon={done === false ? 'circle' : type} {...(at !== null && isAhead && !isToday && { when: formats.dayOf(at) })}>
      <p>
        {verb === undefined ? null : (
          <>
            <b dir="auto">{doer}</b> {verb}{' '}
          </>
        )}
        {title}
        {isAhead && done === false ? <Due at={at} /> : null}
      </p>
      {text === undefined ? null : (
        <p className="t2 clamp" dir="auto">
          {plainText(text)}
        </p>
      )}
      {verb === undefined ? <p className="small t3">{[typeLabel, doer].filter((part) => part !== undefined).join(' · ')}</p> : null}
    </Line>
  )
}

function Due({ at }: { readonly at: number | null }): ReactNode {
  const { formats } = useReading()
  const overdueText = useOverdueText()
  const words = useWords().record
  if (at === null) return <span className="t3">, {words.noDue}</span>
  if (at >= Date.now()) return <span className="t3">, {words.due(formats.dayOf(at))}</span>
  return (
    <>
      {' '}
      <Overdue isSaid={formats.past(at) !== undefined}>{overdueText(at, formats.ago(at))}</Overdue>
    </>
  )
}
