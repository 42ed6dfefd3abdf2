import { fromForm, parseRule, type RuleForm, ruleWords, toForm, validateRule, writeRule } from '@tenure/calendar'
import { toWallTime } from '@tenure/core/zone'
import type { RuleStart } from './rule-text.js'

/** How often, as a form offers it. `other` is a rule that says more than the form can. */
export type RuleUnit = RuleForm['unit'] | 'never' | 'other'
/** On which day of a month, with the words for it. */
export interface MonthDay {
  readonly value: string
  readonly label: string
  readonly on: RuleForm['on']
}

const plain = 'FREQ=MONTHLY'

/** The form of a rule; none where there is no rule, or one that the form cannot say. */
export function formOf(rule: string | null): RuleForm | undefined {
  return rule === null || validateRule(rule).length > 0 ? undefined : toForm(parseRule(rule))
}
/** Which unit a form begins with. */
export function unitOf(rule: string | null): RuleUnit {
  return rule === null ? 'never' : (formOf(rule)?.unit ?? 'other')
}
/** The rule of another unit, as far as possible like the one before. */
export function ruleOfUnit(unit: RuleForm['unit'], before: RuleForm | undefined, start: RuleStart): string {
  const { every = 1, end = 'never' } = before ?? {}
  const { weekday, date } = dayOf(start)
  const own = unit === 'week' ? { weekdays: [weekday] } : unit === 'month' ? { on: { day: date } } : {}
  return ruleOf({ every, unit, end, ...own })
}
/** The text of the rule that a form says. */
export function ruleOf(form: RuleForm): string {
  return writeRule(fromForm(form))
}

/** The days of a month that a start can mean: its date, the how many-th of its weekday, the last one; and the one that is chosen. */
export function monthDays({ on }: RuleForm, start: RuleStart, locale: string): readonly MonthDay[] {
  const { weekday, date, length } = dayOf(start)
  const nth = Math.ceil(date / 7)
  const choices: NonNullable<RuleForm['on']>[] = [
    { day: date },
    ...(nth < 5 ? [{ nth, weekday }] : []),
    ...(date > length - 7 ? [{ nth: -1, weekday }] : []),
    { day: -1 },
    ...(on === undefined ? [] : [on]),
  ]
  const known = new Map(choices.map((choice) => [keyOf(choice), choice]))
  return [...known].map(([value, choice]) => ({ value, on: choice, label: wordsOf(choice, locale) }))
}
/** Names the day of a month that a form says; without one it is the date of the start. */
export function monthDayOf({ on }: RuleForm, start: RuleStart): string {
  return keyOf(on ?? { day: dayOf(start).date })
}

function keyOf(on: NonNullable<RuleForm['on']>): string {
  return 'day' in on ? `day ${on.day}` : `weekday ${on.nth} ${on.weekday}`
}
// The words of the whole rule without those of the month: “on the third Monday”.
function wordsOf(on: NonNullable<RuleForm['on']>, locale: string): string {
  const words = (rule: string): string => ruleWords(parseRule(rule), { locale })
  return words(ruleOf({ every: 1, unit: 'month', on, end: 'never' })).slice(words(plain).length + 1)
}
function dayOf({ at, timeZone }: RuleStart): { readonly weekday: number; readonly date: number; readonly length: number } {
  const day = new Date(toWallTime(at, timeZone))
  const length = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  return { weekday: day.getUTCDay(), date: day.getUTCDate(), length }
}
