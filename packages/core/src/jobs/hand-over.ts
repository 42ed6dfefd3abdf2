import type { Asker } from '../access/asker.js'
import { isReadable } from '../access/policy.js'
import type { Instant } from '../base/clock.js'
import type { FilterData } from '../query/filter-data.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import { Task } from '../schema/object-types.js'
import type { UserId } from '../schema/value.js'
import { typesWithRights } from '../workspace/people/person-rights.js'

/** The records of one type that are handed over: those in which one of the properties names the user. */
export interface HandOverStep {
  readonly type: string
  readonly properties: readonly string[]
  /** Only what is still to come, or still open. */
  readonly only?: 'future' | 'open'
}

/** What of a user can be handed over, customers first: records that an owner, CSM or assignee property names the user in. */
export function handOverSteps(schema: Parameters<typeof typesWithRights>[0], asker: Asker): readonly HandOverStep[] {
  const customer = asker.roles.get('customer')?.[0]?.type
  const steps = typesWithRights(schema).flatMap((type): readonly HandOverStep[] => {
    const properties = responsible(asker, type)
    const only = type.activity !== undefined ? 'future' : type.name === Task.objectType ? 'open' : undefined
    return properties.length === 0 ? [] : [{ type: type.name, properties, ...(only && { only }) }]
  })
  return [...steps.filter(({ type }) => type === customer), ...steps.filter(({ type }) => type !== customer)]
}

/** The records of a step that name a user. */
export function namesUser({ type, properties, only }: HandOverStep, user: UserId, now: Instant): FilterData {
  const named: FilterData = { test: 'any', filters: properties.map((name) => ({ test: 'is', property: `${type}.${name}`, value: user })) }
  if (only === undefined) return named
  const still: FilterData =
    only === 'open' ? { test: 'is-unknown', property: `${type}.completedAt` } : { test: 'after', property: `${type}.at`, value: now }
  return { test: 'all', filters: [named, still] }
}

/** The place of the one with the least to do; of several the first. */
export function leastLoaded(loads: readonly number[]): number {
  return loads.reduce((least, load, at) => (load < (loads[least] ?? 0) ? at : least), 0)
}
/** Who takes each of so many records, one after the other, always the one with the least by then. */
export function takers(loads: readonly number[], count: number): readonly number[] {
  const now = [...loads]
  return Array.from({ length: loads.length === 0 ? 0 : count }, () => {
    const next = leastLoaded(now)
    now[next] = (now[next] ?? 0) + 1
    return next
  })
}

function responsible({ principal, roles }: Asker, type: ObjectTypeDefinition): readonly string[] {
  const chosen = [...roles.values()]
    .flatMap((mappings) => mappings.filter((each) => each.type === type.name))
    .map(({ properties }) => properties['csm'])
  const names = new Set([...type.ownership, ...chosen, 'assignee'])
  return type.properties
    .filter(({ name, kind, computed }) => kind === 'user' && computed !== true && names.has(name) && isReadable(principal, type, name))
    .map(({ name }) => name)
}
