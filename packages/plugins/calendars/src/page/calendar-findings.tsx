import { type Formats, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { CalendarReport } from '../import/import-contract.js'

interface CalendarFindingsProps {
  readonly file: string
  readonly report: CalendarReport
  readonly isDone?: boolean
  readonly formats: Formats
  readonly actions: ReactNode
}

/** What a calendar would bring in, or has brought in: counts, meetings by time, and what could not be read. */
export function CalendarFindings({ file, report, isDone = false, formats, actions }: CalendarFindingsProps): ReactNode {
  const { calendar, meetings, problems } = report
  return (
    <>
      <div className="link-row wraps">
        <div className="grow">
          <b dir="auto">{calendar ?? file}</b>
          <Counts report={report} isDone={isDone} />
        </div>
        {actions}
      </div>
      {meetings.length === 0 ? null : (
        <ul className="link-rows">
          {meetings.map((meeting, at) => (
            <MeetingRow key={at} meeting={meeting} formats={formats} />
          ))}
        </ul>
      )}
      {problems.length === 0 ? null : <Problems problems={problems} />}
    </>
  )
}

function Counts({ report: { counts }, isDone }: { readonly report: CalendarReport; readonly isDone: boolean }): ReactNode {
  const text = useText()
  const { created, updated, unchanged, cancelled, kept, rejected, own } = counts
  const facts = [
    isDone ? text('{n} added', { n: created }) : text('{n} new', { n: created }),
    ...(updated > 0 ? [text('{n} changed', { n: updated })] : []),
    ...(unchanged > 0 ? [text('{n} unchanged', { n: unchanged })] : []),
    ...(cancelled > 0 ? [text('{n} cancelled', { n: cancelled })] : []),
    ...(kept > 0
      ? [kept === 1 ? text('1 value kept, as a person set it') : text('{n} values kept, as a person set them', { n: kept })]
      : []),
    ...(own > 0 ? [text('{n} left out, as they came from here', { n: own })] : []),
    ...(rejected > 0 ? [text('{n} not readable', { n: rejected })] : []),
  ]
  return <p className="small t2">{facts.join(' · ')}</p>
}

interface MeetingRowProps {
  readonly meeting: CalendarReport['meetings'][number]
  readonly formats: Formats
}

function MeetingRow({ meeting, formats }: MeetingRowProps): ReactNode {
  const text = useText()
  const { title, day, result, isCancelled, repeats, notes } = meeting
  const words = { created: text('New'), updated: text('Changed'), unchanged: text('Unchanged') }
  const facts = [formats.day(day), ...(repeats ? [text('Repeats')] : []), ...(isCancelled ? [text('Cancelled')] : [])]
  return (
    <li className="link-row">
      <div className="grow">
        <b dir="auto">{title === '' ? text('Without a title') : title}</b>
        <p className="small t3">{facts.join(' · ')}</p>
        {notes.map((note) => (
          <p className="small t2" key={note}>
            {text(note)}
          </p>
        ))}
      </div>
      <span className="small t2">{words[result]}</span>
    </li>
  )
}

function Problems({ problems }: Pick<CalendarReport, 'problems'>): ReactNode {
  const text = useText()
  return (
    <section aria-label={text('Not readable')}>
      <h3 className="small b link-row">{text('Not readable')}</h3>
      <ul className="link-rows">
        {problems.map(({ line, uid, title, message }, at) => (
          <li className="link-row" key={at}>
            <p className="small">
              <b>{line === undefined ? (title ?? uid) : text('Line {line}', { line })}</b> {text(message)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
