import type { CalendarDay, Instant } from '../base/clock.js'
import { addDays } from '../base/zone/calendar-day.js'
import { dayOf, startOfDay } from '../base/zone/zone.js'
import { type ErrorDetails, isTenureError, TenureError } from '../errors/tenure-error.js'
import type { AssociationDefinition, ObjectTypeDefinition, PropertyDefinition, SchemaDefinition } from '../schema/definition.js'
import { splitLinked, splitPath } from '../schema/property.js'
import type { RecordId, UserId } from '../schema/value.js'
import type { Expression, Hop } from './canonical.js'

/** What binding needs: the schema, the clock and the rights of the user. */
export interface BindEnv {
  readonly schema: SchemaDefinition
  readonly user: UserId
  readonly now: Instant
  readonly zone: string
  /**
   * Real path of a path that may name a role (`customer.csm` is `company.csm`); the same path where it names none. `about` is the object type
   * that the condition is about, for roles that two types play. Errors: `input.invalid`.
   */
  resolve(path: string, about: string): string
  /** The id of the record that an id names now. */
  current?(type: string, id: RecordId): RecordId
  /** Errors: `input.invalid`, in the same words as for a property that does not exist, unless the user may read it. */
  checkReadable(path: string, about: string): void
  /** Policy of viewing records of that type; joined at every hop. `{ any: [] }` is none. */
  policy(type: string): Expression
  /** Members of the user's teams. */
  teamMembers(): readonly UserId[]
  deactivated(): readonly UserId[]
}
/** Where a part is in the given filter. */
export type Place = readonly (string | number)[]

/** One binding under way: which type the filter is on, how many links led there, and the time. */
export interface Binding {
  readonly env: BindEnv
  readonly definition: ObjectTypeDefinition
  readonly hops: number
  readonly clock: BoundClock
}
/** The time of one binding. Each value read from it limits the result to `until()`. */
export interface BoundClock {
  /** Today. The result holds until the next midnight, or until the start of the day that `goodUntil` returns. */
  today(goodUntil?: (today: CalendarDay) => CalendarDay): CalendarDay
  /** The beginning of this minute, good until its end. */
  minute(): Instant
  startOf(day: CalendarDay): Instant
  dayOf(instant: Instant): CalendarDay
  until(): Instant | undefined
}

/** Begins a binding on a type. Errors: `input.invalid`. */
export function startBinding(env: BindEnv, type: string): Binding {
  return { env, definition: getType(env.schema, type), hops: 0, clock: startClock(env) }
}
/** Links that one filter may follow in a row. */
const maxHops = 3
/** The same binding, on the far side of a link. Errors: `input.too-large`. */
export function bindThrough({ env, hops, clock }: Binding, to: string): Binding {
  if (hops >= maxHops)
    throw new TenureError('input.too-large', `A filter follows at most ${maxHops} links in a row.`, {
      limit: 'links in a row',
      max: maxHops,
    })
  return { env, definition: getType(env.schema, to), hops: hops + 1, clock }
}
/** What a path leads to: a property of the type itself, or of the record that one of its links picks. */
export interface Target {
  /** As values have it: `name`, or `companies.name`. */
  readonly name: string
  readonly property: PropertyDefinition
  /** The type that has the property. */
  readonly definition: ObjectTypeDefinition
  readonly link?: AssociationDefinition
}
/** What is at a path. Errors: `input.invalid` where there is nothing, nothing that the user may read, or a property of another type; `input.too-large`. */
export function getTarget(binding: Binding, path: string, at: Place): Target {
  const name = toName(binding, path, at)
  const linked = splitLinked(name)
  if (linked !== undefined) return getLinked(binding, { path, at, name }, linked)
  within(at, () => binding.env.checkReadable(path, binding.definition.name))
  return { name, property: find(binding.definition, name, path, at), definition: binding.definition }
}
interface Asked {
  readonly path: string
  readonly at: Place
  readonly name: string
}
function getLinked(binding: Binding, { path, at, name }: Asked, [association, property]: readonly [string, string]): Target {
  const link = binding.definition.associations.find((candidate) => candidate.name === association)
  if (link === undefined) throw refuse(at, `There is no property ${path}.`)
  if (splitLinked(property) !== undefined) throw refuse(at, `${path} follows more than one link; a property is read through one.`)
  const { definition } = bindThrough(binding, link.to)
  if (!isReadable(binding.env, `${link.to}.${property}`)) throw refuse(at, `There is no property ${path}.`)
  return { name, property: find(definition, property, path, at), definition, link }
}
function find({ properties }: ObjectTypeDefinition, name: string, path: string, at: Place): PropertyDefinition {
  const property = properties.find((candidate) => candidate.name === name)
  if (property === undefined) throw refuse(at, `There is no property ${path}.`)
  return property
}
/** What is at a path, if anything is that the user may read. */
export function findTarget(binding: Binding, path: string): Target | undefined {
  return unlessRefused(() => getTarget(binding, path, []))
}
// The refusal names the requested path, in the same words for a hidden property and a missing one.
function isReadable(env: BindEnv, path: string): boolean {
  const readable = unlessRefused(() => {
    env.checkReadable(path, splitPath(path)[0])
    return true
  })
  return readable === true
}
function unlessRefused<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    if (isTenureError(error) && error.problem.code === 'input.invalid') return undefined
    throw error
  }
}
/** The step along an association, without a label. */
export function toHop({ edge, forward, to }: AssociationDefinition): Hop {
  return { edge, forward, to }
}
/** Definition of the association at a path. Errors: `input.invalid`. */
export function getAssociation(binding: Binding, path: string, at: Place): AssociationDefinition {
  const name = toName(binding, path, at)
  const association = binding.definition.associations.find((candidate) => candidate.name === name)
  if (association === undefined) throw refuse(at, `There is no association ${path}.`)
  return association
}
function toName({ env, definition }: Binding, path: string, at: Place): string {
  const [type, name] = splitPath(within(at, () => env.resolve(path, definition.name)))
  if (type === definition.name) return name
  throw refuse(at, `${path} is not of ${definition.name}: this place takes only properties and associations of ${definition.name}.`)
}

function startClock({ now, zone }: BindEnv): BoundClock {
  let until: Instant | undefined
  const minute = Math.floor(now / minuteMs) * minuteMs
  // Never before the next minute: where clocks fall back over midnight, a day begins twice.
  const expire = (at: Instant) => {
    until = Math.min(until ?? Number.POSITIVE_INFINITY, Math.max(at, minute + minuteMs))
  }
  return {
    today(goodUntil = (today) => addDays(today, 1)) {
      const today = dayOf(now, zone)
      expire(startOfDay(goodUntil(today), zone))
      return today
    },
    minute() {
      expire(minute + minuteMs)
      return minute
    },
    startOf: (day) => startOfDay(day, zone),
    dayOf: (instant) => dayOf(instant, zone),
    until: () => until,
  }
}
const minuteMs = 60_000

/** Refusal of an input, with the place. */
export function refuse(at: Place, message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: at, message }] })
}
function getType(schema: SchemaDefinition, name: string): ObjectTypeDefinition {
  const definition = schema.get(name)
  if (definition === undefined) throw refuse([], `There is no object type ${name}.`)
  return definition
}
// What others refuse gets the place that they cannot know.
function within<T>(at: Place, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!isTenureError(error) || error.problem.code !== 'input.invalid') throw error
    const issues = (error.problem.details as ErrorDetails['input.invalid']).issues.map(({ path, message }) => ({
      path: [...at, ...path],
      message,
    }))
    throw new TenureError('input.invalid', error.message, { issues }, { cause: error })
  }
}
