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
/** What a quick filter is set to: a span of time, users, a piece of text, or some of its options. */
export type QuickValue =
  | { readonly choice: QuickChoice }
  | { readonly users: readonly string[] }
  | { readonly text: string }
  | { readonly options: readonly string[] }
/** A quick filter that is on. */
export type QuickState = { readonly property: string } & QuickValue
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

interface Offered {
  readonly property: string
  readonly kind?: 'user' | 'text' | 'options' | 'known' | undefined
}
/** The conditions of the filters that are on, in the order of the list that offers them, so that the same choice is the same question. */
export function conditionsOf(quick: readonly QuickState[], offered: readonly Offered[]): readonly Condition[] {
  return offered.flatMap(({ property, kind }) => {
    const part = kind === undefined ? 'choice' : partOf[kind]
    const on = quick.find((one) => one.property === property && part in one)
    return on === undefined ? [] : [{ ...testOf(on, kind), property }]
  })
}
const partOf = { user: 'users', text: 'text', options: 'options', known: 'options' } as const
function testOf(on: QuickValue, kind: Offered['kind']): Omit<Condition, 'property'> & { readonly test: string } {
  if ('options' in on) return kind === 'known' ? { test: `is-${on.options[0]}` } : { test: 'any-of', values: on.options }
  if ('users' in on) return { test: 'any-of', values: on.users }
  return 'text' in on ? { test: 'contains', text: on.text } : quickChoices[on.choice]
}

/** The filters with one property's set, or removed where it is set to nothing. */
export function withValue(quick: readonly QuickState[], property: string, value: QuickValue | undefined): readonly QuickState[] {
  const others = quick.filter((one) => one.property !== property)
  return value === undefined ? others : [...others, { property, ...value }]
}
