import type { RuleForm } from '@tenure/calendar'
import { type ReactNode, useId, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { FieldError } from '../field/fault-text.js'
import { useReading } from '../format/use-formats.js'
import type { RepeatProps } from './repeat-props.js'
import { formOf, monthDayOf, monthDays, type RuleUnit, ruleOf, ruleOfUnit, unitOf } from './rule-choice.js'
import { nextTimes, type RuleStart, ruleText } from './rule-text.js'
import '../styles/repeat.css'

const units = ['never', 'day', 'week', 'month', 'year'] as const
const mostEvery = 999

/** Chooses how something repeats: how often, on which days, until when; with the rule in words and its next three dates. */
export function RepeatForm({ value, start, onChange }: Omit<RepeatProps, 'label'>): ReactNode {
  const words = useWords().repeat
  const { timeZone } = useReading().formats.env
  const [now] = useState(Date.now)
  const from = { at: start ?? now, timeZone }
  const form = formOf(value)
  const unit = unitOf(value)
  return (
    <div className="repeat-form">
      <Row label={words.repeats}>
        {(id) => (
          <select
            id={id}
            value={unit}
            onChange={({ target }) => {
              const chosen = target.value as RuleUnit
              if (chosen !== 'other') onChange(chosen === 'never' ? null : ruleOfUnit(chosen, form, from))
            }}
          >
            {units.map((one) => (
              <option key={one} value={one}>
                {words.unit[one]}
              </option>
            ))}
            {unit === 'other' ? <option value="other">{words.unit.other}</option> : null}
          </select>
        )}
      </Row>
      {form === undefined ? null : <Details key={form.unit} form={form} start={from} change={(next) => onChange(ruleOf(next))} />}
      {unit === 'other' ? <p className="small t2">{words.otherWhy}</p> : null}
      {value === null ? null : <Said rule={value} start={from} isTimed={start !== undefined} />}
    </div>
  )
}

interface DetailsProps {
  readonly form: RuleForm
  readonly start: RuleStart
  readonly change: (form: RuleForm) => void
}

function Details({ form, start, change }: DetailsProps): ReactNode {
  const words = useWords().repeat
  const { locale } = useReading().formats.env
  return (
    <>
      <Row label={words.every}>
        {(id) => (
          <Count id={id} value={form.every} after={words.units[form.unit](form.every)} set={(every) => change({ ...form, every })} />
        )}
      </Row>
      {form.unit === 'week' ? <Weekdays form={form} start={start} change={change} /> : null}
      {form.unit === 'month' ? (
        <Row label={words.day}>
          {(id) => (
            <select
              id={id}
              value={monthDayOf(form, start)}
              onChange={({ target }) => {
                const on = monthDays(form, start, locale).find((day) => day.value === target.value)?.on
                change({ ...form, ...(on && { on }) })
              }}
            >
              {monthDays(form, start, locale).map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Row>
      ) : null}
      <End form={form} start={start} change={change} />
    </>
  )
}

/** Monday to Sunday; the last one that is on stays on. */
function Weekdays({ form, start, change }: DetailsProps): ReactNode {
  const words = useWords().repeat
  const { locale } = useReading().formats.env
  const chosen = form.weekdays ?? formOf(ruleOfUnit('week', undefined, start))?.weekdays ?? []
  const name = (weekday: number, style: 'short' | 'long') =>
    new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2024, 8, 1 + weekday))
  const toggle = (weekday: number) => {
    const next = chosen.includes(weekday) ? chosen.filter((one) => one !== weekday) : [...chosen, weekday]
    if (next.length > 0) change({ ...form, weekdays: next })
  }
  return (
    <fieldset className="repeat-days">
      <legend>{words.days}</legend>
      {[1, 2, 3, 4, 5, 6, 0].map((weekday) => (
        <label key={weekday} title={name(weekday, 'long')}>
          <input
            type="checkbox"
            className="sr"
            aria-label={name(weekday, 'long')}
            checked={chosen.includes(weekday)}
            onChange={() => toggle(weekday)}
          />
          {name(weekday, 'short')}
        </label>
      ))}
    </fieldset>
  )
}

type EndKind = 'never' | 'until' | 'after'
const dayMs = 86_400_000

function End({ form, start, change }: DetailsProps): ReactNode {
  const words = useWords().repeat
  const { end } = form
  const kind: EndKind = end === 'never' ? 'never' : 'until' in end ? 'until' : 'after'
  const choose = (chosen: EndKind) => {
    const until = new Date(start.at + 90 * dayMs).toISOString().slice(0, 10)
    change({ ...form, end: chosen === 'never' ? 'never' : chosen === 'until' ? { until } : { after: 10 } })
  }
  return (
    <>
      <Row label={words.ends}>
        {(id) => (
          <select id={id} value={kind} onChange={({ target }) => choose(target.value as EndKind)}>
            {(['never', 'until', 'after'] as const).map((one) => (
              <option key={one} value={one}>
                {words.end[one]}
              </option>
            ))}
          </select>
        )}
      </Row>
      {end !== 'never' && 'until' in end ? (
        <Row label={words.lastDay}>
          {(id) => (
            <input
              id={id}
              type="date"
              required
              value={end.until}
              // While a person types, the browser has no day: the last one stays.
              onChange={({ target }) => /^[1-9]\d{3}-/.test(target.value) && change({ ...form, end: { until: target.value } })}
            />
          )}
        </Row>
      ) : null}
      {end !== 'never' && 'after' in end ? (
        <Row label={words.howMany}>
          {(id) => <Count id={id} value={end.after} after={words.times(end.after)} set={(after) => change({ ...form, end: { after } })} />}
        </Row>
      ) : null}
    </>
  )
}

function Row({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }): ReactNode {
  const id = useId()
  return (
    <div className="repeat-row">
      <label htmlFor={id}>{label}</label>
      <div className="editor-line">{children(id)}</div>
    </div>
  )
}

interface CountProps {
  readonly id: string
  readonly value: number
  /** What is counted, after the number. */
  readonly after: string
  readonly set: (value: number) => void
}

/** A whole number from 1; what is typed in between is no change. */
function Count({ id, value, after, set }: CountProps): ReactNode {
  const words = useWords().repeat
  const [text, setText] = useState(String(value))
  const isWrong = !isCount(text)
  return (
    <>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        className="num"
        value={text}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-fault` : undefined}
        onChange={({ target }) => {
          setText(target.value)
          if (isCount(target.value)) set(Number(target.value))
        }}
      />
      <span className="t2 unit">{after}</span>
      {isWrong ? <FieldError id={`${id}-fault`}>{words.wholeNumber(String(mostEvery))}</FieldError> : null}
    </>
  )
}
function isCount(text: string): boolean {
  return /^\s*\d{1,3}\s*$/.test(text) && Number(text) >= 1
}

/** The rule in words, and when it comes next. */
function Said({ rule, start, isTimed }: { readonly rule: string; readonly start: RuleStart; readonly isTimed: boolean }): ReactNode {
  const words = useWords().repeat
  const { formats } = useReading()
  const next = nextTimes(rule, start, 3)
  const day = new Intl.DateTimeFormat(formats.env.locale, {
    timeZone: start.timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  return (
    <div className="repeat-said" aria-live="polite">
      <p>{sentence(ruleText(rule, formats.env.locale, isTimed ? start : undefined))}</p>
      <p className="small t2 num">{next.length === 0 ? words.noNext : words.next(next.map((at) => day.format(at)).join(' · '))}</p>
    </div>
  )
}
function sentence(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}.`
}
