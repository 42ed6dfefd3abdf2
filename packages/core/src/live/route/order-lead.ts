import type { OrderTerm } from '../../query/canonical.js'
import { fold } from '../../schema/fold.js'
import type { Money, UserId, Value, Values } from '../../schema/value.js'

/**
 * A number for the first term of an order: whose number is less comes first; the same number says nothing.
 * Windows look at it before they compare the rows themselves.
 */
export function toLead([first]: readonly OrderTerm[], userName: (id: UserId) => string | undefined): (values: Values) => number {
  if (!first) return () => 0
  const { property, direction, by } = first
  const lead = leadBy(first, userName)
  const sign = direction === 'ascending' ? 1 : -1
  const leadOf = (values: Values) => {
    const value = values[property]
    return value === null || value === undefined ? Number.POSITIVE_INFINITY : sign * lead(value)
  }
  // A user's name may change while the record does not.
  return by === 'user' ? leadOf : rememberTwo(leadOf)
}

/** Many views ask for the same two images of a change, one after the other. */
function rememberTwo(leadOf: (values: Values) => number): (values: Values) => number {
  let last: Values | undefined
  let lastLead = 0
  let other: Values | undefined
  let otherLead = 0
  return (values) => {
    if (values === last) return lastLead
    if (values === other) return otherLead
    other = last
    otherLead = lastLead
    last = values
    lastLead = leadOf(values)
    return lastLead
  }
}

function leadBy({ by, positions = [] }: OrderTerm, userName: (id: UserId) => string | undefined): (value: NonNullable<Value>) => number {
  if (by === 'text') return (value) => leadOfText(fold(value as string))
  if (by === 'user') return (value) => leadOfText(fold(userName(value as string) ?? (value as string)))
  if (by === 'value') return leadOfValue
  const places = new Map(positions.map((value, place) => [value, place]))
  return (value) => places.get(value as string) ?? positions.length
}

function leadOfValue(value: NonNullable<Value>): number {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return leadOfText(value)
  if (typeof value === 'boolean') return Number(value)
  return isMoney(value) ? leadOfMoney(value) : 0
}
function isMoney(value: object): value is Money {
  return 'amount' in value
}

/** The currency, three letters, with a share between 0 and 1 that grows with the amount: each step of it keeps the order of numbers. */
function leadOfMoney({ amount, currency }: Money): number {
  const number = Number(amount)
  const far = 0.5 / (1 + Math.sqrt(Math.abs(number)))
  const share = number < 0 ? far : 1 - far
  return [0, 1, 2].reduce((lead, place) => lead * 128 + currency.charCodeAt(place), 0) + share
}

const letters = 7
const beyond = 127
/** The first letters, seven bits each; the first that is not ASCII ends it. */
function leadOfText(text: string): number {
  let lead = 0
  let place = 0
  for (; place < letters; place++) {
    const unit = place < text.length ? text.charCodeAt(place) : 0
    lead = lead * 128 + Math.min(unit, beyond)
    if (unit >= beyond) break
  }
  for (place++; place < letters; place++) lead *= 128
  return lead
}
