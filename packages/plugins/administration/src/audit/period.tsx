import { Choose, TextInput, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'

/** From when entries are shown: a number of days back, everything, or days that a person names, both included. */
export type Period = { readonly back: string } | { readonly from: string; readonly to: string }
/** The same as the core is asked for it. */
export interface AskedPeriod {
  readonly from?: number
  readonly days?: { readonly from: string; readonly to: string }
}

const dayMs = 86_400_000
const choices = [
  { value: '1', label: 'Last 24 hours' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '365', label: 'Last 12 months' },
  { value: 'all', label: 'Everything' },
  { value: 'days', label: 'Choose days' },
]

/** What is asked for a period. Days that are not whole yet, or the wrong way round, ask for nothing to be left out. */
export function askedOf(period: Period): AskedPeriod {
  if ('back' in period) return period.back === 'all' ? {} : { from: Date.now() - Number(period.back) * dayMs }
  const { from, to } = period
  return from === '' || to === '' || to < from ? {} : { days: { from, to } }
}

interface PeriodChoiceProps {
  readonly period: Period
  /** The day of the user. */
  readonly today: string
  readonly change: (period: Period) => void
}

/** Chooses the period, or two days in a calendar. */
export function PeriodChoice({ period, today, change }: PeriodChoiceProps): ReactNode {
  const text = useText()
  const isDays = 'from' in period
  const choose = (value: string | null) => change(value === 'days' ? { from: today, to: today } : { back: value ?? 'all' })
  return (
    <>
      <Choose
        label={text('Period')}
        value={isDays ? 'days' : period.back}
        onChange={choose}
        options={choices.map(({ value, label }) => ({ value, label: text(label) }))}
      />
      {isDays ? (
        <span className="audit-days">
          <TextInput kind="date" label={text('First day')} value={period.from} onChange={(from) => change({ ...period, from })} />
          <TextInput kind="date" label={text('Last day')} value={period.to} onChange={(to) => change({ ...period, to })} />
        </span>
      ) : null}
    </>
  )
}
