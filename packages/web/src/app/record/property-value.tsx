import { createContext, type ReactNode, useContext } from 'react'
import { useWords } from '../../words/use-words.js'
import type { PropertyValue, RecordDetail } from '../data/answers.js'
import { isMoney } from '../format/is-money.js'
import { formatOfKind } from '../format/kind-format.js'
import { isLate } from '../format/late.js'
import { humanise } from '../format/names.js'
import { Overdue } from '../format/overdue.js'
import { type Reading, useReading } from '../format/use-formats.js'
import { useOverdueText } from '../format/use-overdue-text.js'
import { Person, textOf, ValueIn } from '../format/value.js'

const BesideContext = createContext<Readonly<Record<string, unknown>>>({})

/** Gives the values of a record to each of them: whether a date is late depends on the others. */
export function BesideProvider({ record, children }: { readonly record: RecordDetail; readonly children: ReactNode }): ReactNode {
  const values = Object.fromEntries(record.properties.map(({ name, value }) => [name, value]))
  return <BesideContext value={values}>{children}</BesideContext>
}

/** A value as text with the label of its option; `''` where it is unknown. */
export function propertyText(property: Pick<PropertyValue, 'kind' | 'value' | 'options'>, reading: Reading): string {
  const { kind, value, options } = property
  if (value === null || value === undefined) return ''
  const label = (one: unknown) => options?.find((option) => option.value === one)?.label ?? reading.translate(humanise(String(one)))
  if (kind === 'enumeration') return label(value)
  if (kind === 'multi_enumeration' && Array.isArray(value)) return value.map(label).join(', ')
  if (isMoney(value)) return reading.formats.money(value, 'detail')
  if ((kind === 'datetime' || kind === 'reminder') && typeof value === 'number')
    return `${reading.formats.dayOf(value)}, ${reading.formats.time(value)}`
  return textOf(value, formatOfKind(kind), reading)
}

/** A value of a record as its preview shows it: dates with their distance, people with their initials. */
export function PropertyText({ property }: { readonly property: PropertyValue }): ReactNode {
  const { formats } = useReading()
  const { name, value } = property
  const isOverdue = isLate(name, value, useContext(BesideContext), formats.env.timeZone)
  const text = <PlainText property={property} isOverdue={isOverdue} />
  if (!isOverdue || (typeof value !== 'string' && typeof value !== 'number')) return text
  return <Overdue isSaid={formats.past(value) !== undefined}>{text}</Overdue>
}

function PlainText({ property, isOverdue }: { readonly property: PropertyValue; readonly isOverdue: boolean }): ReactNode {
  const reading = useReading()
  const overdueText = useOverdueText()
  const distance = (given: string | number, text: string) => (isOverdue ? overdueText(given, text) : text)
  const { kind, value } = property
  const text = propertyText(property, reading)
  if (text === '') return null
  if (kind === 'repeat') return <ValueIn value={value} format="repeat" reading={reading} />
  if (kind === 'reminder' && typeof value === 'number') return <ReminderValue value={value} text={text} />
  if (kind === 'user') return <Person id={String(value)} name={text} />
  if (kind === 'date')
    return (
      <>
        <span className="num">{text}</span>
        <span className="t3 num">{distance(String(value), reading.formats.distance(String(value)))}</span>
      </>
    )
  if (kind === 'datetime' && typeof value === 'number')
    return (
      <>
        <time className="num" dateTime={new Date(value).toISOString()} title={reading.formats.exact(value)}>
          {reading.formats.dayOf(value)}
        </time>
        <span className="t3 num">{distance(value, reading.formats.ago(value))}</span>
      </>
    )
  return (
    <span
      className={kind === 'money' || kind === 'number' ? 'num' : kind === 'text' ? 'long' : 'cut'}
      title={text.length > 30 ? text : undefined}
      dir="auto"
    >
      {text}
    </span>
  )
}

/** A reminder with how long before the due time it comes. */
function ReminderValue({ value, text }: { readonly value: number; readonly text: string }): ReactNode {
  const { formats } = useReading()
  const { atDue, before } = useWords().repeat.reminder
  const due = useContext(BesideContext)['dueAt']
  const span = typeof due === 'number' ? due - value : -1
  return (
    <>
      <time className="num" dateTime={new Date(value).toISOString()} title={formats.exact(value)}>
        {text}
      </time>
      {span < 0 ? null : <span className="t3">{span === 0 ? atDue : before(formats.duration(span))}</span>}
    </>
  )
}

/** The values of the record around. */
export function useBeside(): Readonly<Record<string, unknown>> {
  return useContext(BesideContext)
}
