import type { Instant } from '../../base/clock.js'
import { bindFilter } from '../../query/bind.js'
import type { BindEnv } from '../../query/binding.js'
import { refuse } from '../../query/binding.js'
import type { Expression, Hop, Image } from '../../query/canonical.js'
import { compileExpression, type Test, type World } from '../../query/evaluator.js'
import type { FilterData } from '../../query/filter-data.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { FactLink, Facts } from './facts.js'
import type { Needs } from './needs.js'

/** A filter that is ready to test records. What it says of days holds for the whole day, in UTC. */
export interface ScoreTest {
  holds(image: Image, facts: Facts, now: Instant): boolean
  /** The instant at which its days move on. */
  until(now: Instant): Instant | undefined
}
/** Where a filter is compiled. */
export interface FilterPlace {
  readonly schema: SchemaDefinition
  /** The customer's type. */
  readonly customer: ObjectTypeDefinition
  /** What it looks at is added here. */
  readonly needs: Needs
}
/** That holds for every record. */
export const always: ScoreTest = Object.freeze({ holds: () => true, until: () => undefined })
/** A whole day. */
export const dayMs = 86_400_000

/**
 * Compiles a filter on the customer, or on the records of one of its associations. Errors: `input.invalid` where it does not fit the type, follows
 * more than one link from the customer, or depends on who asks.
 */
export function compileScoreFilter(place: FilterPlace, filter: FilterData, association?: string): ScoreTest {
  const { customer, schema } = place
  const type = association === undefined ? customer.name : associationOf(customer, association).to
  demandImpersonal(filter, [])
  const bind = (now: Instant): { readonly test: Test; readonly moves: boolean; readonly where: Expression } => {
    const { value: where, until } = bindFilter(filter, type, envAt(schema, now))
    return { test: compileExpression(type, where), moves: until !== undefined, where }
  }
  let day = 0
  let bound = bind(0)
  noteNeeds(place, bound.where, association)
  const { moves } = bound
  const world = new FactWorld(customer)
  return {
    holds(image, facts, now) {
      const today = now - modulo(now, dayMs)
      if (moves && today !== day) {
        bound = bind(today)
        day = today
      }
      return bound.test(image, world.of(facts))
    },
    until: (now) => (moves ? now - modulo(now, dayMs) + dayMs : undefined),
  }
}
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}

/** The association of that name or path. Errors: `input.invalid`. */
export function associationOf(type: ObjectTypeDefinition, path: string): ObjectTypeDefinition['associations'][number] {
  const name = path.startsWith(`${type.name}.`) ? path.slice(type.name.length + 1) : path
  const found = type.associations.find((candidate) => candidate.name === name)
  if (found !== undefined) return found
  throw refuse([], `There is no association ${path} of ${type.label}.`)
}

/** The links of the customer as the evaluator asks for them. */
class FactWorld implements World {
  readonly #names: ReadonlyMap<string, string>
  #links: Facts['links'] = new Map()

  constructor({ associations }: ObjectTypeDefinition) {
    this.#names = new Map(associations.map(({ edge, forward, name }) => [`${edge} ${forward}`, name]))
  }
  of({ links }: Facts): World {
    this.#links = links
    return this
  }
  *linked(_ref: unknown, { edge, forward, label }: Hop): Iterable<Image> {
    const links: readonly FactLink[] = this.#links.get(this.#names.get(`${edge} ${forward}`) ?? '') ?? []
    for (const { record, labels } of links) if (label === undefined || labels.includes(label)) yield record
  }
  changedSince(): boolean {
    return false
  }
  userName(): undefined {
    return undefined
  }
}

function envAt(schema: SchemaDefinition, now: Instant): BindEnv {
  return {
    ...{ schema, now, user: '', zone: 'UTC', resolve: (path) => path, checkReadable: () => undefined },
    ...{ policy: () => ({ all: [] }), teamMembers: () => [], deactivated: () => [] },
  }
}

const personal: readonly string[] = ['is-in-my-team', 'is-deactivated']
const ofHistory: readonly string[] = ['changed-in-last', 'not-changed-in-last']
// A score is the same for everybody (HS-15), and follows from what is recorded.
function demandImpersonal(filter: FilterData, at: readonly (string | number)[]): void {
  const fault = personalFault(filter)
  if (fault !== undefined) throw refuse(at, fault)
  if ('filters' in filter) for (const [index, inner] of filter.filters.entries()) demandImpersonal(inner, [...at, 'filters', index])
  if ('filter' in filter && filter.filter !== undefined) demandImpersonal(filter.filter, [...at, 'filter'])
}
function personalFault(filter: FilterData): string | undefined {
  const named = ['value', 'from', 'to', 'values'].map((key) => JSON.stringify((filter as unknown as Record<string, unknown>)[key]) ?? '')
  if (personal.includes(filter.test) || named.some((text) => text.includes('"operand":"me"')))
    return 'A score is the same for everybody, so its filters cannot depend on who looks at it.'
  return ofHistory.includes(filter.test)
    ? 'A score looks at what is recorded now. Use a date property, or events in a time frame.'
    : undefined
}

function noteNeeds(place: FilterPlace, where: Expression, association: string | undefined): void {
  if ('all' in where) for (const part of where.all) noteNeeds(place, part, association)
  else if ('any' in where) for (const part of where.any) noteNeeds(place, part, association)
  else if ('not' in where) noteNeeds(place, where.not, association)
  else if ('hop' in where) noteHop(place, where, association)
  else {
    for (const key of ['property', 'other'] as const)
      if (key in where) noteProperty(place, (where as Record<typeof key, string>)[key], association)
  }
}
function noteHop(place: FilterPlace, where: Extract<Expression, { readonly hop: Hop }>, association: string | undefined): void {
  const { customer, needs } = place
  const { edge, forward } = where.hop
  const link = association === undefined && customer.associations.find((end) => end.edge === edge && end.forward === forward)
  if (!link) throw refuse([], 'A filter of a score follows one link, from the customer.')
  needs.link(link.name)
  if ('among' in where) noteNeeds(place, where.among, link.name)
  noteNeeds(place, where.where, link.name)
}
function noteProperty({ needs }: FilterPlace, property: string, association: string | undefined): void {
  if (association === undefined) needs.property(property)
  else needs.link(association, property)
}
