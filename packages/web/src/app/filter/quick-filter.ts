/** A span of time that a quick filter can ask for. */
export type QuickChoice =
  | 'today'
  | 'yesterday'
  | 'this-week'
  | 'last-7'
  | 'last-30'
  | 'last-90'
  | 'this-month'
  | 'this-quarter'
  | 'older-30'
  | 'older-90'
  | 'unknown'
/** A quick filter that is on. */
export interface QuickState {
  readonly property: string
  readonly choice: QuickChoice
}
/** A condition as the wire takes it; the core parses and checks it. */
export type Condition = { readonly test: string; readonly property: string; readonly [part: string]: unknown }

const period = (name: string, shift = 0) => ({ test: 'in-period', period: name, shift })
const last = (days: number) => ({ test: 'in-last', span: { days } })
const older = (days: number) => ({ test: 'before-last', span: { days } })

/** The choices in the order in which they are offered, with what each means. */
export const quickChoices: Readonly<Record<QuickChoice, { readonly test: string; readonly [part: string]: unknown }>> = {
  today: period('day'),
  yesterday: period('day', -1),
  'this-week': period('week'),
  'last-7': last(7),
  'last-30': last(30),
  'last-90': last(90),
  'this-month': period('month'),
  'this-quarter': period('quarter'),
  'older-30': older(30),
  'older-90': older(90),
  unknown: { test: 'is-unknown' },
}

/** Whether a text names a choice. */
export function isQuickChoice(text: string): text is QuickChoice {
  return Object.hasOwn(quickChoices, text)
}

/** The conditions of the filters that are on, in the order of the list that offers them, so that the same choice is the same question. */
export function conditionsOf(quick: readonly QuickState[], offered: readonly { readonly property: string }[]): readonly Condition[] {
  return offered.flatMap(({ property }) => {
    const on = quick.find((one) => one.property === property)
    return on === undefined ? [] : [{ ...quickChoices[on.choice], property }]
  })
}

/** The filters with one property's choice set, or removed if there is none. */
export function withChoice(quick: readonly QuickState[], property: string, choice: QuickChoice | undefined): readonly QuickState[] {
  const others = quick.filter((one) => one.property !== property)
  return choice === undefined ? others : [...others, { property, choice }]
}
