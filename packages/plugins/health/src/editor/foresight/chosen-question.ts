import type { Question } from '../../backtest/question.js'
import { activitiesOf } from '../criterion/new-criterion.js'
import type { Field, Fields } from '../known-fields.js'

/** A question while it is put together: the outcome may still be open. */
export interface ChosenQuestion {
  readonly property: string | undefined
  /** In place of a property: the association to activities, of which a customer that left had none in the days after, or some. */
  readonly activity: string | undefined
  readonly left: 'none' | 'some'
  /** Values that mean that a customer left, and that it stayed. */
  readonly churned: readonly string[]
  readonly renewed: readonly string[]
  /** The property with the date of the outcome; without it, when the value was recorded. */
  readonly date: string | undefined
  readonly form: Question['when']['form']
  /** Of fixed days: the first of each of the last twelve of these. */
  readonly every: 'month' | 'quarter'
  readonly horizonDays: number
}

const open: ChosenQuestion = {
  ...{ property: undefined, activity: undefined, left: 'none', churned: [], renewed: [], date: undefined },
  ...{ form: 'landmarks', every: 'month', horizonDays: 90 },
}
const leaving = /churn|lost|left|leave|cancel|terminat|k[u\u00fc]ndig|verloren|abgewander/i
const staying = /renew|retain|stay|kept|won|verl[a\u00e4]nger|geblieben/i

/** What follows from a score is no outcome of it. */
const kept = /\.health(Status|Quiet)$/
/** Properties that can hold an outcome: those with options, and those of yes and no. */
export function outcomesIn(fields: Fields): readonly Field[] {
  const holdsOne = ({ kind, options = [] }: Field) => kind === 'boolean' || (kind === 'enumeration' && options.length > 1)
  return fields.properties.filter((field) => holdsOne(field) && !kept.test(field.path))
}
/** Properties that can hold its date. */
export function datesIn(fields: Fields): readonly Field[] {
  return fields.properties.filter(({ kind }) => kind === 'date' || kind === 'datetime')
}
/** The values of an outcome; of yes and no they are `true` and `false`. */
export function valuesOf({ kind, options = [] }: Field): readonly string[] {
  return kind === 'boolean' ? ['true', 'false'] : options.map(({ value }) => value)
}

/** The question to begin with: the property that looks most like an outcome, where one does. */
export function firstQuestion(fields: Fields): ChosenQuestion {
  const found = outcomesIn(fields).find((field) => field.kind === 'enumeration' && leftIn(field).length > 0)
  return found === undefined ? open : withProperty(open, found, fields)
}
function leftIn({ options = [] }: Field): readonly string[] {
  return options.filter(({ value, label }) => leaving.test(value) || leaving.test(label)).map(({ value }) => value)
}
/** The question about another property, with the values and the date that seem to be meant. */
export function withProperty(question: ChosenQuestion, field: Field, fields: Fields): ChosenQuestion {
  const churned = field.kind === 'boolean' ? ['true'] : leftIn(field)
  const renewed = (field.options ?? []).filter(({ value, label }) => staying.test(value) || staying.test(label)).map(({ value }) => value)
  const date = dateBeside(field, fields)
  const form = date !== undefined && renewed.length > 0 ? 'decisions' : 'landmarks'
  return { ...question, property: field.path, activity: undefined, churned, renewed, date, form }
}
/** The question about activities, which have no decisions: scores are compared on fixed days. */
export function withActivity(question: ChosenQuestion, association: string): ChosenQuestion {
  return { ...question, ...{ property: undefined, churned: [], renewed: [], date: undefined }, activity: association, form: 'landmarks' }
}
/** Whether there is anything that can say what became of customers. */
export function hasOutcomes(fields: Fields): boolean {
  return outcomesIn(fields).length > 0 || activitiesOf(fields).length > 0
}
// The date that is named after the outcome: `lastRenewal`, `lastRenewalDate`.
function dateBeside({ path }: Field, fields: Fields): string | undefined {
  return datesIn(fields).find((field) => field.path.startsWith(path))?.path
}

/** What still has to be chosen. */
export type Lack = 'property' | 'churned' | 'renewed'
/** What keeps the question from being asked; of decisions, those who stayed have to be told from those of whom nothing is known. */
export function lackOf({ property, activity, churned, renewed, form }: ChosenQuestion): Lack | undefined {
  if (activity !== undefined) return undefined
  if (property === undefined) return 'property'
  if (churned.length === 0) return 'churned'
  return form === 'decisions' && renewed.length === 0 ? 'renewed' : undefined
}

/** The question as the contracts take it; nothing while something has to be chosen. `today` is the day of the user. */
export function toQuestion(chosen: ChosenQuestion, fields: Fields, today: string): Question | undefined {
  const { property, activity, left, churned, renewed, date, form, horizonDays } = chosen
  const days = [...landmarks(chosen, today)]
  if (activity !== undefined)
    return { outcome: { of: 'activity', association: activity, churned: left }, when: { form: 'landmarks', days }, horizonDays }
  const field = fields.properties.find(({ path }) => path === property)
  if (property === undefined || field === undefined || lackOf(chosen) !== undefined) return undefined
  const typed = (values: readonly string[]) => values.map((value) => (field.kind === 'boolean' ? value === 'true' : value))
  return {
    outcome: {
      ...{ of: 'property', property, churned: typed(churned) },
      ...(renewed.length > 0 && { renewed: typed(renewed) }),
      ...(date !== undefined && form !== 'now' && { date }),
    },
    when: form === 'landmarks' ? { form, days } : { form },
    horizonDays,
  }
}

/** The first days of the last twelve months, or quarters, whose horizon is over. */
export function landmarks({ every, horizonDays }: Pick<ChosenQuestion, 'every' | 'horizonDays'>, today: string): readonly string[] {
  const latest = new Date(Date.parse(today) - horizonDays * 86_400_000)
  const step = every === 'month' ? 1 : 3
  const month = Math.floor(latest.getUTCMonth() / step) * step
  return Array.from({ length: 12 }, (_, at) => new Date(Date.UTC(latest.getUTCFullYear(), month - (11 - at) * step, 1))).map((day) =>
    day.toISOString().slice(0, 10),
  )
}
