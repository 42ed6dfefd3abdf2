import type { Format } from '@tenure/core/block'
import { type ReactNode, Suspense } from 'react'
import { lazily } from '../early/lazily.js'
import { Health, healthOf } from '../part/health.js'
import { Face } from '../part/mark.js'
import type { Formats } from './formats.js'
import { isMoney } from './is-money.js'
import { isLate } from './late.js'
import { humanise } from './names.js'
import { Overdue } from './overdue.js'
import { spokenRule } from './spoken-rule.js'
import type { Reading } from './use-formats.js'
import { useOverdueText } from './use-overdue-text.js'

const RepeatText = lazily('RepeatText', () => import('../repeat/repeat-parts.js'))

/** Whether a column of that format is set to the right. */
export function isRight(format: Format): boolean {
  return format === 'money' || format === 'number' || format === 'percent' || format === 'duration'
}

/** A value as plain text, `''` if it is unknown. Screen readers and tooltips use it. */
export function textOf(value: unknown, format: Format, { formats, nameOf, words, translate }: Reading): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (Array.isArray(value)) return value.map((one) => translate(humanise(String(one)))).join(', ')
  if (isMoney(value)) return formats.money(value)
  if (format === 'user') return nameOf(String(value))
  if (typeof value === 'number') return numberText(value, format, formats)
  if (typeof value === 'object') return JSON.stringify(value)
  if (format === 'repeat') return spokenRule.say?.(String(value), formats.env.locale) ?? String(value)
  return isDateFormat(format) && isDay(value) ? formats.dayFull(String(value)) : String(value)
}

/** A value as a list shows it. Unknown is nothing at all, but for health, which is *Not scored*. */
export function ValueIn({
  value,
  format,
  field,
  row,
  reading,
  isShort = false,
}: {
  readonly value: unknown
  readonly format: Format
  /** The field that has the value, and the row that has it: health looks beside it for what the value does not say. */
  readonly field?: string
  readonly row?: Readonly<Record<string, unknown>>
  readonly reading: Reading
  /** An amount is written shortened. */
  readonly isShort?: boolean
}): ReactNode {
  if (format === 'health') return <HealthValue value={value} field={field} row={row} formats={reading.formats} />
  if (value === null || value === undefined || value === '') return null
  if (format === 'repeat')
    return (
      <Suspense>
        <RepeatText rule={String(value)} />
      </Suspense>
    )
  if (format === 'user') return <Person id={String(value)} name={reading.nameOf(String(value))} />
  if (isDateFormat(format)) {
    const late = isLate(field ?? '', value, row ?? {}, reading.formats.env.timeZone)
    const date = <DateValue value={value} format={format} formats={reading.formats} late={late} />
    if (!late || (typeof value !== 'string' && typeof value !== 'number')) return date
    return <Overdue isSaid={format === 'relative-date' && reading.formats.past(value) !== undefined}>{date}</Overdue>
  }
  if (isMoney(value)) return <span className="num amount">{reading.formats.money(value, isShort ? 'short' : 'list')}</span>
  return (
    <span className={`cut${isRight(format) ? ' num' : ''}`} dir="auto">
      {textOf(value, format, reading)}
    </span>
  )
}

/** A person: initials and name. */
export function Person({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  return (
    <span className="person">
      <Face id={id} name={name} />
      <span className="cut" dir="auto">
        {name}
      </span>
    </span>
  )
}

function HealthValue({
  value,
  field,
  row,
  formats,
}: {
  readonly value: unknown
  readonly field: string | undefined
  readonly row: Readonly<Record<string, unknown>> | undefined
  readonly formats: Formats
}): ReactNode {
  const { status, score } = healthOf(value, field, row)
  return <Health status={status} {...(score === undefined ? {} : { score: formats.number(Math.round(score)) })} />
}

interface DateProps {
  readonly value: unknown
  readonly format: Format
  readonly formats: Formats
  /** What was to happen by then has not. */
  readonly late: boolean
}

function DateValue({ value, format, formats, late }: DateProps): ReactNode {
  if (typeof value === 'number') {
    const text = format === 'relative-date' ? formats.ago(value) : formats.dayOf(value)
    if (late && format === 'relative-date') return <LateBy value={value} formats={formats} instead={text} />
    return (
      <time className="num cut" dateTime={new Date(value).toISOString()} title={formats.exact(value)}>
        {text}
      </time>
    )
  }
  const day = String(value)
  if (!isDay(day)) return <span className="cut">{day}</span>
  if (format === 'date')
    return (
      <time className="num cut" dateTime={day}>
        {formats.day(day)}
      </time>
    )
  return (
    <span className="two num">
      <time className="cut" dateTime={day}>
        {formats.day(day)}
      </time>
      <span className="small t3">
        {late ? <LateBy value={day} formats={formats} instead={formats.distance(day)} /> : formats.distance(day)}
      </span>
    </span>
  )
}

interface LateProps {
  readonly value: string | number
  readonly formats: Formats
  /** What is written on the day itself. */
  readonly instead: string
}

/** `3 d overdue`. */
function LateBy({ value, formats, instead }: LateProps): ReactNode {
  const text = useOverdueText()(value, instead)
  return typeof value === 'string' ? (
    text
  ) : (
    <time className="num cut" dateTime={new Date(value).toISOString()} title={formats.exact(value)}>
      {text}
    </time>
  )
}

const isDateFormat = (format: Format): boolean => format === 'date' || format === 'relative-date'
const isDay = (value: unknown): boolean => typeof value === 'string' && /^\d{4,}-\d\d-\d\d$/.test(value)

function numberText(value: number, format: Format, formats: Formats): string {
  if (format === 'percent') return formats.percent(value)
  if (format === 'duration') return formats.duration(value)
  if (format === 'date') return formats.dayOf(value)
  return format === 'relative-date' ? formats.ago(value) : formats.number(value)
}
