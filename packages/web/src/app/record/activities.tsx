import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Activity, RecordDetail } from '../data/answers.js'
import { Overdue } from '../format/overdue.js'
import { useReading } from '../format/use-formats.js'
import { dayIn } from '../format/zone-day.js'
import { plainText } from '../note/note-markup.js'
import { hasIcon, Icon } from '../part/icon.js'
import { RecordLink } from './record-link.js'
import { Section } from './section.js'

const few = 6
const isAhead = ({ at }: Activity) => at !== null && at > Date.now()

/** What has happened with a record, newest first, on one rail. */
export function Activities({ record }: { readonly record: RecordDetail }): ReactNode {
  const { formats } = useReading()
  const { record: words, timeline } = useWords()
  const [isAll, setAll] = useState(false)
  const { total, rows } = record.activities
  const past = rows.filter((activity) => !isAhead(activity))
  const count = total - (rows.length - past.length)
  const shown = isAll ? past : past.slice(0, few)
  return (
    <Section title={words.sectionNames.activities} count={count}>
      {past.length === 0 ? <p className="t3 none">{timeline.nothing}</p> : null}
      <ol className="rail">
        {shown.map((activity) => (
          <ActivityItem key={`${activity.type} ${activity.id}`} record={record} activity={activity} />
        ))}
      </ol>
      {!isAll && past.length > few ? (
        <button type="button" className="more" onClick={() => setAll(true)}>
          {words.showMore(formats.number(past.length - few))}
        </button>
      ) : null}
      {isAll && count > past.length ? (
        <p className="small t3 rest">{words.olderNotShown(count - past.length, formats.number(count - past.length))}</p>
      ) : null}
    </Section>
  )
}

function ActivityItem({ record, activity }: { readonly record: RecordDetail; readonly activity: Activity }): ReactNode {
  const words = useWords().record
  const { at, type, typeLabel, title, text, doer } = activity
  return (
    <li>
      <span className="ic">
        <Icon name={hasIcon(type) ? type : 'activity'} size={14} />
      </span>
      <div className="what">
        <p>
          <RecordLink className="link" from={record} to={activity}>
            <b dir="auto">{title || typeLabel}</b>
          </RecordLink>
        </p>
        {text === undefined || text === '' ? null : (
          <p className="t2 clamp" dir="auto">
            {plainText(text)}
          </p>
        )}
        <p className="small t3">{doer === undefined ? typeLabel : words.byDoer(typeLabel, doer)}</p>
      </div>
      {at === null ? <span /> : <When at={at} className="small t3 num" />}
    </li>
  )
}

interface Coming {
  readonly type: string
  readonly id: string
  readonly title: string | null
  readonly at: number
  readonly isWork: boolean
}

/** What is ahead, soonest first: work that is open and due, and what is planned. Nothing is drawn where there is nothing. */
export function Next({ record }: { readonly record: RecordDetail }): ReactNode {
  const words = useWords().record
  const work = record.links.flatMap(({ type, rows }) =>
    rows.flatMap(({ id, title, due, done }): readonly Coming[] =>
      done === false && due !== undefined ? [{ type, id, title, at: due, isWork: true }] : [],
    ),
  )
  const planned = record.activities.rows.filter(isAhead).map(({ type, id, title, at }) => ({ type, id, title, at: at ?? 0, isWork: false }))
  const coming = [...work, ...planned].sort((a, b) => a.at - b.at).slice(0, few)
  if (coming.length === 0) return null
  return (
    <Section title={words.sectionNames.next}>
      <ul className="linked">
        {coming.map((one) => (
          <li key={`${one.type} ${one.id}`}>
            <RecordLink from={record} to={one}>
              <span className="ic">
                <Icon name={one.isWork ? 'circle' : one.type} size={14} fallback="activity" />
              </span>
              <span className="cut grow" dir="auto">
                {one.title || words.unnamed}
              </span>
              {one.isWork && one.at < Date.now() ? (
                <Overdue>
                  <When at={one.at} className="small num" />
                </Overdue>
              ) : (
                <When at={one.at} className="small t3 num" />
              )}
            </RecordLink>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The time of day today, else the day. */
function When({ at, className }: { readonly at: number; readonly className: string }): ReactNode {
  const { formats } = useReading()
  const isToday = dayIn(formats.env.timeZone, at) === formats.env.today
  return (
    <time className={className} dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
      {isToday ? formats.time(at) : formats.dayOf(at)}
    </time>
  )
}
