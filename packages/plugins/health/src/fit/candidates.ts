import type { CompileOptions, Criterion } from '@tenure/core/score'

type SchemaDefinition = CompileOptions['schema']
type TypeDefinition = SchemaDefinition extends ReadonlyMap<string, infer T> ? T : never
type PropertyDefinition = TypeDefinition['properties'][number]

/** Something that a fitted score may look at: a criterion that has no points yet. */
export interface Candidate {
  readonly criterion: Criterion
  readonly of: 'number' | 'choice'
  /** The group in which it comes. */
  readonly group: { readonly id: string; readonly name: string; readonly kind: 'property' | 'event' }
}

/** Time frames in which activities are counted, in days. */
const frames: readonly number[] = [30, 60, 90, 180, 270, 365]
/** What follows from a score, or from the clock of the core, is no cause of anything. */
const kept: readonly string[] = ['healthScore', 'healthStatus', 'healthQuiet', 'updatedAt', 'lastActivityAt', 'nextActivityAt']
const ranges = [{ points: 1 }]
const bound = 'above' as const

/** What there is to look at of customers of a type: their properties, their activities in several time frames, and what those come to. */
export function candidatesOf(schema: SchemaDefinition, objectType: string, without: readonly string[]): readonly Candidate[] {
  const type = schema.get(objectType)
  if (type === undefined) return []
  const own = type.properties.flatMap((property) => ofProperty(objectType, property))
  const linked = type.associations.flatMap((association) => {
    const to = schema.get(association.to)
    return to === undefined ? [] : ofAssociation(`${objectType}.${association.name}`, association.label, to)
  })
  return [...own, ...linked].filter(({ criterion }) => !pathsOf(criterion).some((path) => without.includes(path)))
}
function pathsOf(criterion: Criterion): readonly string[] {
  return [...('property' in criterion ? [criterion.property] : []), ...('association' in criterion ? [criterion.association] : [])]
}

const ofCustomer = { id: 'properties', name: 'Properties', kind: 'property' } as const
function ofProperty(objectType: string, { name, label, kind, currency }: PropertyDefinition): readonly Candidate[] {
  if (kept.includes(name)) return []
  const head = { id: name, name: label, property: `${objectType}.${name}` }
  const group = ofCustomer
  if (kind === 'number' || kind === 'money') {
    const criterion: Criterion = { ...head, kind: 'number', ranges, bound, ...(currency !== undefined && { currency }) }
    return [{ of: 'number', group, criterion }]
  }
  if (kind === 'date' || kind === 'datetime')
    return [{ of: 'number', group, criterion: { ...head, name: `Days since: ${label}`, kind: 'date', count: 'since', ranges, bound } }]
  if (kind === 'enumeration' || kind === 'boolean') {
    const cases = [{ test: { test: 'is-known', property: head.property } as const, points: 1 }]
    return [{ of: 'choice', group, criterion: { ...head, kind: 'property', cases } }]
  }
  return []
}

function ofAssociation(association: string, label: string, to: TypeDefinition): readonly Candidate[] {
  const name = association.slice(association.indexOf('.') + 1)
  const sums = { id: name, name: label, kind: 'property' } as const
  const counted: Candidate = {
    ...{ of: 'number', group: sums },
    criterion: { kind: 'records', id: `${name}-count`, name: `${label}: how many`, association, measure: { by: 'count' }, ranges, bound },
  }
  if (to.activity === undefined) return [counted]
  const group = { id: `${name}-recent`, name: `Recent ${label.toLowerCase()}`, kind: 'event' } as const
  const recent = frames.map((days): Candidate => {
    const criterion: Criterion = {
      ...{ kind: 'events', id: `${name}-${days}`, name: `${label} in the last ${days} days`, association, days },
      earn: { ranges, bound },
    }
    return { of: 'number', group, criterion }
  })
  const amounts = to.properties.filter(({ name: property, kind }) => (kind === 'number' || kind === 'money') && !kept.includes(property))
  const measured = amounts.flatMap((property) =>
    ofAmount(association, label, to.name, property).map((criterion): Candidate => ({ of: 'number', group: sums, criterion })),
  )
  return [...recent, counted, ...measured]
}
function ofAmount(
  association: string,
  label: string,
  type: string,
  { name, label: of, currency }: PropertyDefinition,
): readonly Criterion[] {
  const link = association.slice(association.indexOf('.') + 1)
  return (['sum', 'average'] as const).map((by) => ({
    ...{ kind: 'records', id: `${link}-${name}-${by}`, name: `${label}: ${by} of ${of.toLowerCase()}`, association, ranges, bound },
    measure: { by, property: `${type}.${name}`, ...(currency !== undefined && { currency }) },
  }))
}
