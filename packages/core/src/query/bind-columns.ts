import type { ObjectTypeDefinition, PropertyDefinition } from '../schema/definition.js'
import { splitLinked } from '../schema/property.js'
import { type BindEnv, findTarget, getTarget, type Place, refuse, startBinding, toHop } from './binding.js'
import type { LinkedColumn, OrderTerm } from './canonical.js'
import type { OrderData } from './filter-data.js'

/** The linked columns among these names (`companies.name`, or `companies.id` for the record itself); missing ones, and those that the user may not read, are left out. */
export function bindLinked(names: readonly string[], type: string, env: BindEnv): readonly LinkedColumn[] {
  const binding = startBinding(env, type)
  return names.flatMap((name): readonly LinkedColumn[] => {
    const [association, own] = splitLinked(name) ?? []
    if (own === 'id') {
      // No property has this name: it is the record itself.
      const end = binding.definition.associations.find((candidate) => candidate.name === association)
      return end === undefined ? [] : [{ name, hop: toHop(end), among: env.policy(end.to), property: 'id', kind: 'string' }]
    }
    const { link, property } = (own !== undefined && findTarget(binding, `${type}.${name}`)) || {}
    if (link === undefined || property === undefined) return []
    return [{ name, hop: toHop(link), among: env.policy(link.to), property: property.name, kind: property.kind }]
  })
}

/** The terms of an order, each with the way in which its property is ordered (FLT-13). Errors: `input.invalid`. */
export function bindOrder(order: readonly OrderData[], type: string, env: BindEnv): readonly OrderTerm[] {
  const binding = startBinding(env, type)
  const terms = order.map(({ by, direction }, index): OrderTerm => {
    const at = ['orderBy', index, 'by']
    const { name, property, definition } = getTarget(binding, by, at)
    return { property: name, direction, ...bindWay(property, definition, by, at) }
  })
  // A property decides once; a second term of it would have nothing left to decide.
  return terms.filter(({ property }, index) => terms.findIndex((term) => term.property === property) === index)
}
function bindWay(property: PropertyDefinition, type: ObjectTypeDefinition, path: string, at: Place): Pick<OrderTerm, 'by' | 'positions'> {
  const { kind } = property
  if (kind === 'string' || kind === 'text') return { by: 'text' }
  if (kind === 'user') return { by: 'user' }
  if (kind === 'enumeration') return { by: 'position', positions: toPositions(property, type) }
  if (kind === 'json' || kind === 'multi_enumeration') throw refuse(at, `${path} is of the kind ${kind}, which has no order.`)
  return { by: 'value' }
}
/** The values of an enumeration in their order; none where any text is valid. Stages and pipelines without options of their own are in the order of the pipelines. */
export function toPositions({ name, options }: PropertyDefinition, { pipelines = [] }: ObjectTypeDefinition): readonly string[] {
  if (options !== undefined && options.length > 0) return options.map(({ value }) => value)
  if (name === 'pipeline') return pipelines.map(({ value }) => value)
  return name === 'stage' ? [...new Set(pipelines.flatMap(({ stages }) => stages.map(({ value }) => value)))] : []
}
