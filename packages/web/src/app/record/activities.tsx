import { type ReactNode, useState } from 'react'
import type { Activity, RecordDetail } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { dayIn } from '../format/zone-day.js'
import { hasIcon, Icon } from '../part/icon.js'
import { Section } from './section.js'

const few = 6

/** What has happened with a record, newest first, on one rail. */
export function Activities({ record }: { readonly record: RecordDetail }): ReactNode {
  const { formats } = useReading()
  const [isAll, setAll] = useState(false)
  const { total, rows } = record.activities
  if (total === 0)
    return (
      <Section title="Activities" count={0}>
        <p className="t3 none">Nothing has been recorded yet.</p>
      </Section>
    )
  const shown = isAll ? rows : rows.slice(0, few)
  return (
    <Section title="Activities" count={total}>
      <ol className="rail">
        {shown.map((activity) => (
          <ActivityItem key={`${activity.type} ${activity.id}`} activity={activity} />
        ))}
      </ol>
      {!isAll && rows.length > few ? (
        <button type="button" className="more" onClick={() => setAll(true)}>
          Show {formats.number(rows.length - few)} more
        </button>
      ) : null}
      {isAll && total > rows.length ? (
        <p className="small t3 rest">{formats.number(total - rows.length)} older ones are not shown here.</p>
      ) : null}
    </Section>
  )
}

function ActivityItem({ activity }: { readonly activity: Activity }): ReactNode {
  const { formats } = useReading()
  const { at } = activity
  return (
    <li>
      <span className="ic">
        <Icon name={hasIcon(activity.type) ? activity.type : 'activity'} size={14} />
      </span>
      <div className="what">
        <p>
          <b>{activity.title || activity.typeLabel}</b>
        </p>
        {activity.text === undefined || activity.text === '' ? null : <p className="t2 clamp">{activity.text}</p>}
        <p className="small t3">
          {activity.typeLabel}
          {activity.doer === undefined ? '' : ` by ${activity.doer}`}
        </p>
      </div>
      {at === null ? (
        <span />
      ) : (
        <time className="small t3 num" dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
          {dayIn(formats.env.timeZone, at) === formats.env.today ? formats.time(at) : formats.dayOf(at)}
        </time>
      )}
    </li>
  )
}
