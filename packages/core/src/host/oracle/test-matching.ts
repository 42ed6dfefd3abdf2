import type { FilterData, OrderData } from '../../query/filter-data.js'
import type { StoredRecord } from '../../storage/adapter.js'
import { addDays, dayIn } from './test-calendar.js'
import { type Eyes, linkAt, look, maySee, realPath } from './test-eyes.js'
import { choices, type Kind } from './test-world.js'

// Filters and orders by the rules; only the tests that the histories draw are known here.

type PropertyFilter = Extract<FilterData, { readonly property: string }>
type LinkFilter = Extract<FilterData, { readonly link: string }>
type Test = (record: StoredRecord) => boolean

/** Whether a record passes. Everything is looked up before anything is tested, so what is hidden refuses even where it would not matter. */
export function toTest(eyes: Eyes, filter: FilterData, on: string): Test {
  if (filter.test === 'all' || filter.test === 'any') {
    const parts = filter.filters.map((part) => toTest(eyes, part, on))
    return filter.test === 'all' ? (record) => parts.every((part) => part(record)) : (record) => parts.some((part) => part(record))
  }
  if (filter.test === 'not') {
    const inner = toTest(eyes, filter.filter, on)
    return (record) => !inner(record)
  }
  if ('link' in filter) return toLinkTest(eyes, filter, on)
  if ('property' in filter) return toPropertyTest(eyes, filter, on)
  throw new Error(`The reference does not know ${filter.test}.`)
}
function toLinkTest(eyes: Eyes, filter: LinkFilter, on: string): Test {
  const link = realPath(eyes, filter.link, on)
  const { to } = linkAt(link)
  const inner = filter.filter === undefined ? () => true : toTest(eyes, filter.filter, to)
  const { is, than } = 'than' in filter ? filter : { is: filter.test === 'some' ? 'at-least' : 'less', than: 1 }
  return (record) => {
    const count = eyes.world.linked(record, link).filter((other) => maySee(eyes, other) && inner(other)).length
    return is === 'at-least' ? count >= than : count < than
  }
}
function toPropertyTest(eyes: Eyes, filter: PropertyFilter, on: string): Test {
  const { name, kind, valueIn } = look(eyes, filter.property, on)
  if (filter.test === 'changed-in-last') {
    const { days = 0 } = filter.span as { days?: number }
    const to = typeof filter.to === 'object' ? eyes.user : filter.to
    return (record) =>
      eyes.world.assigned(record, name, to as string | undefined).some((at) => dayIn(at, eyes.zone) >= addDays(eyes.today, -days))
  }
  return (record) => {
    const value = valueIn(record)
    if (filter.test === 'is-known') return value !== null
    if (filter.test === 'is-unknown') return value === null
    if (value === null) return 'missing' in filter && filter.missing === true
    return passes(eyes, filter, kind, value)
  }
}
function passes(eyes: Eyes, filter: PropertyFilter, kind: Kind, value: unknown): boolean {
  const day = kind === 'instant' ? dayIn(value as number, eyes.zone) : String(value)
  switch (filter.test) {
    case 'is':
    case 'is-not': {
      const wanted = typeof filter.value === 'object' ? eyes.user : String(filter.value)
      const same = kind === 'text' ? folded(String(value)) === folded(wanted) : value === wanted
      return same === (filter.test === 'is')
    }
    case 'contains':
      return folded(String(value)).includes(folded(filter.text))
    case 'more':
      return amountOf(value) > amountOf(filter.value)
    case 'in-next':
      return day >= eyes.today && day <= addDays(eyes.today, (filter.span as { days: number }).days)
    case 'in-last':
      return day <= eyes.today && day >= addDays(eyes.today, -(filter.span as { days: number }).days)
    default:
      throw new Error(`The reference does not know ${filter.test}.`)
  }
}

/** The order by these terms; missing values come last, and the id decides at the end. */
export function toCompare(eyes: Eyes, order: readonly OrderData[], on: string): (a: StoredRecord, b: StoredRecord) => number {
  const terms = order.map(({ by, direction }) => ({ ...look(eyes, by, on), sign: direction === 'ascending' ? 1 : -1 }))
  const known = comparisons(eyes)
  return (a, b) => {
    for (const { valueIn, kind, sign } of terms) {
      const [left, right] = [valueIn(a), valueIn(b)]
      const result = left === null || right === null ? Number(left === null) - Number(right === null) : sign * known[kind](left, right)
      if (result !== 0) return result
    }
    return byCodePoint(a.ref.id, b.ref.id)
  }
}
function comparisons({ world }: Eyes): Readonly<Record<Kind, (a: unknown, b: unknown) => number>> {
  const userName = (id: unknown) => String(world.find('user', String(id))?.values['name'] ?? id)
  return {
    text: (a, b) => byText(a as string, b as string),
    user: (a, b) => byText(userName(a), userName(b)),
    day: (a, b) => byCodePoint(a as string, b as string),
    instant: (a, b) => (a as number) - (b as number),
    money: (a, b) => amountOf(a) - amountOf(b),
    choice: (a, b) => choices.indexOf(a as string) - choices.indexOf(b as string),
  }
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss')
}
function byText(a: string, b: string): number {
  return byCodePoint(folded(a), folded(b)) || byCodePoint(a, b)
}
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]].map((text) => text.map((letter) => letter.codePointAt(0) ?? 0)) as [number[], number[]]
  for (let index = 0; index < Math.min(left.length, right.length); index++)
    if (left[index] !== right[index]) return (left[index] as number) - (right[index] as number)
  return left.length - right.length
}
function amountOf(value: unknown): number {
  return Number((value as { readonly amount: string }).amount)
}
