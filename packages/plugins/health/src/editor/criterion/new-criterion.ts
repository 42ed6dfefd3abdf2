import type { Criterion, ScoreGroup } from '@tenure/core/score'
import type { Fields } from '../known-fields.js'
import type { Profiles } from '../shown-profile.js'

/** The kinds of criteria of the core. */
export type CriterionKind = Exclude<Criterion['kind'], 'custom'>
const titles: readonly { readonly kind: CriterionKind; readonly title: string; readonly of: ScoreGroup['kind'] }[] = [
  { kind: 'property', title: 'A property has a value', of: 'property' },
  { kind: 'number', title: 'Ranges of a number', of: 'property' },
  { kind: 'date', title: 'Days since or until a date', of: 'property' },
  { kind: 'records', title: 'Associated records', of: 'property' },
  { kind: 'segment', title: 'Is in a segment', of: 'property' },
  { kind: 'events', title: 'Activities in a time frame', of: 'event' },
]
/** What a group of that kind can have. */
export function kindsFor(kind: ScoreGroup['kind']): readonly { readonly kind: CriterionKind; readonly title: string }[] {
  return titles.filter(({ of }) => of === kind)
}

/** Kinds of properties that a criterion can look at. */
export const kindsOfValue = { number: ['number', 'money'], date: ['date', 'datetime'] } as const
/** The properties of those kinds. */
export function propertiesOf(fields: Fields, kinds: readonly string[]): Fields['properties'] {
  return fields.properties.filter(({ kind }) => kinds.includes(kind))
}
/** The associations to activities. */
export function activitiesOf({ links }: Fields): Fields['links'] {
  const activities = ['meeting', 'call', 'email', 'note', 'contactActivity']
  return links.filter(({ to }) => activities.includes(to))
}

/** A criterion of that kind to begin with; nothing where the object type has nothing for it. */
export function blankCriterion(kind: CriterionKind, fields: Fields, text: (english: string) => string): Criterion | undefined {
  const first = (kinds: readonly string[]) => propertiesOf(fields, kinds)[0]
  const ranges = [{ from: 1, points: 5 }]
  switch (kind) {
    case 'property': {
      const property = propertiesOf(fields, ['enumeration', 'boolean'])[0] ?? fields.properties[0]
      if (property === undefined) return undefined
      return {
        kind,
        id: '',
        name: property.label,
        property: property.path,
        cases: [{ test: { test: 'is-known', property: property.path }, points: 5 }],
      }
    }
    case 'number': {
      const property = first(kindsOfValue.number)
      return property && { kind, id: '', name: property.label, property: property.path, bound: 'above', ranges }
    }
    case 'date': {
      const property = first(kindsOfValue.date)
      return (
        property && {
          kind,
          id: '',
          name: property.label,
          property: property.path,
          count: 'since',
          bound: 'above',
          ranges: [{ to: 30, points: 5 }],
        }
      )
    }
    case 'events': {
      const link = activitiesOf(fields)[0]
      return link && { kind, id: '', name: link.label, association: link.path, days: 30, earn: { ranges, bound: 'above' } }
    }
    case 'records': {
      const link = fields.links[0]
      return link && { kind, id: '', name: link.label, association: link.path, measure: { by: 'count' }, bound: 'above', ranges }
    }
    case 'segment': {
      const name = text('Segment')
      return { kind, id: '', name, segment: name, filter: { test: 'all', filters: [] }, inside: 5, outside: 0 }
    }
  }
}

/** A criterion of a kind that a plugin adds, with what its fields begin with. */
export function addedCriterion({ id, title, fields }: Profiles['kinds'][number]): Criterion {
  const config = Object.fromEntries((fields ?? []).flatMap((field) => (field.required ? [[field.field, firstOf(field)] as const] : [])))
  return { kind: 'custom', id: '', name: title, of: id, config }
}
function firstOf({ kind, initial, choices }: NonNullable<Profiles['kinds'][number]['fields']>[number]): string | number | boolean {
  if (initial !== undefined) return initial
  if (kind === 'boolean') return false
  if (kind === 'number' || kind === 'integer') return 0
  return choices?.[0] ?? ''
}
