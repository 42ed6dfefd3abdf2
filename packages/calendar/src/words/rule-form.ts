import type { CalendarDay } from '@tenure/core'
import { type Frequency, type RecurrenceRule, simpleRule, type WallTime } from '@tenure/core/zone'

/** The rules that a small form can say. */
export interface RuleForm {
  readonly every: number
  readonly unit: 'day' | 'week' | 'month' | 'year'
  /** Of a week: 0 for Sunday to 6 for Saturday. */
  readonly weekdays?: readonly number[]
  /** Of a month: a day of it, -1 for its last, or the how many-th weekday, -1 for the last. Without it that of the start. */
  readonly on?: { readonly day: number } | { readonly nth: number; readonly weekday: number }
  /** The last day, how many times, or never. */
  readonly end: { readonly until: CalendarDay } | { readonly after: number } | 'never'
}
const frequencyOf = { day: 'daily', week: 'weekly', month: 'monthly', year: 'yearly' } as const satisfies Record<
  RuleForm['unit'],
  Frequency
>

/** The rule that a form says. */
export function fromForm({ every, unit, weekdays = [], on, end }: RuleForm): RecurrenceRule {
  return {
    ...simpleRule(frequencyOf[unit], every),
    ...(unit === 'week' && { weekdays: [...new Set(weekdays)].sort((a, b) => a - b).map((weekday) => ({ weekday })) }),
    ...(unit === 'month' && on && ('day' in on ? { monthDays: [on.day] } : { weekdays: [on] })),
    ...(end !== 'never' && ('after' in end ? { count: end.after } : { until: { at: Date.parse(end.until), kind: 'day' as const } })),
  }
}

/** The form of a rule, or `undefined` if the rule says more than a form can. */
export function toForm(rule: RecurrenceRule): RuleForm | undefined {
  const unit = (Object.keys(frequencyOf) as RuleForm['unit'][]).find((each) => frequencyOf[each] === rule.frequency)
  if (unit === undefined) return undefined
  const on = rule.monthDays[0] !== undefined ? { day: rule.monthDays[0] } : nthOf(rule)
  const form: RuleForm = {
    every: rule.interval,
    unit,
    ...(unit === 'week' && rule.weekdays.length > 0 && { weekdays: rule.weekdays.map(({ weekday }) => weekday) }),
    ...(unit === 'month' && on && { on }),
    end: rule.count !== undefined ? { after: rule.count } : rule.until ? { until: dayText(rule.until.at) } : 'never',
  }
  // A moment of the last day means its whole day to people; otherwise the form has to say all that the rule says.
  const plain = rule.until ? { ...rule, until: { at: Date.parse(dayText(rule.until.at)), kind: 'day' as const } } : rule
  return JSON.stringify(sorted(fromForm(form))) ===
    JSON.stringify(sorted({ ...plain, weekStart: rule.interval === 1 ? 1 : rule.weekStart }))
    ? form
    : undefined
}
function nthOf({ weekdays: [first] }: RecurrenceRule): RuleForm['on'] {
  return first?.nth === undefined ? undefined : { nth: first.nth, weekday: first.weekday }
}
function dayText(wallTime: WallTime): CalendarDay {
  return new Date(wallTime).toISOString().slice(0, 10)
}
function sorted(rule: RecurrenceRule): readonly unknown[] {
  const weekdays = rule.weekdays.map(({ weekday, nth }) => [weekday, nth ?? 0]).sort()
  return Object.entries({ ...rule, weekdays }).sort(([a], [b]) => (a < b ? -1 : 1))
}
