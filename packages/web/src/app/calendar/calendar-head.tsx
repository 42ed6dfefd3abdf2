import type { CalendarBlock } from '@tenure/core/block'
import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { type Span, weekNumber } from '../agenda/days.js'
import { Segmented } from '../form/segmented.js'
import { useText } from '../form/use-text.js'
import { Icon } from '../part/icon.js'
import { useKeys } from '../shell/keys.js'
import type { CalendarModel } from './use-calendar.js'
import type { CalendarText } from './use-when.js'
import { ZoneChoice } from './zone-choice.js'

interface CalendarHeadProps {
  readonly model: CalendarModel
  readonly text: CalendarText
  readonly creates: CalendarBlock['creates']
  readonly create: () => void
  /** What opens the calendars, where they are not beside it. */
  readonly side: ReactNode
}

/** What is in view, and the ways to see something else. */
export function CalendarHead({ model, text, creates, create, side }: CalendarHeadProps): ReactNode {
  const words = useWords().calendar
  const translate = useText()
  const { days, day, span, zone, go, step, setZone } = model
  const show = (next: Span) => go(day, next)
  useKeys({
    '[': () => step(-1),
    ']': () => step(1),
    '1': () => show('day'),
    '2': () => show('week'),
    '3': () => show('month'),
    ...(creates && { n: create }),
  })
  const title = span === 'month' ? text.month(day) : text.range(days)
  return (
    <div className="head cal-bar">
      <h2 className="cut">{title}</h2>
      {span === 'week' ? <span className="chip plain num">{words.week(weekNumber(days))}</span> : null}
      <span className="grow" />
      <ZoneChoice zone={zone} setZone={setZone} />
      {side}
      <Segmented
        label={words.span}
        options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: words.spans[value] }))}
        value={span}
        onChange={(next) => show(next as Span)}
      />
      <Steps model={model} />
      {creates === undefined ? null : (
        <button type="button" className="btn pri create" title={words.tip(translate(creates.title), 'N')} onClick={create}>
          <Icon name="plus" size={14} />
          <span className="cut">{translate(creates.title)}</span>
        </button>
      )}
    </div>
  )
}

/** Back, today and forward, by as much as is in view. */
function Steps({ model: { span, today, go, step } }: Pick<CalendarHeadProps, 'model'>): ReactNode {
  const words = useWords().calendar
  const arrow = (icon: string, name: string, key: string, count: number) => (
    <button type="button" className="ib" aria-label={name} title={words.tip(name, key)} onClick={() => step(count)}>
      <Icon name={icon} size={16} />
    </button>
  )
  return (
    <span className="cal-steps">
      {arrow('chevron-left', words.back[span], '[', -1)}
      <button type="button" className="btn" onClick={() => go(today)}>
        {words.today}
      </button>
      {arrow('chevron-right', words.forward[span], ']', 1)}
    </span>
  )
}
