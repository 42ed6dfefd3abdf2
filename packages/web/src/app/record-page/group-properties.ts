import { isHealth, leadingProperties } from '../arrange/leading.js'
import type { PropertyValue, RecordDetail } from '../data/answers.js'

/** Properties under one heading; `primary` is the first group, no name means none was given. */
export interface PropertyGroup {
  readonly id: string
  readonly name: string | undefined
  readonly isPrimary: boolean
  readonly properties: readonly PropertyValue[]
}
interface Grouping {
  /** Names of the primary properties, where the user chose them. */
  readonly primary: readonly string[] | undefined
  readonly search: string
  readonly isEmptyHidden: boolean
}

/** The properties of a record in groups: the primary ones first, then in the order of the type, those without a group last; health is left out. */
export function groupProperties(record: RecordDetail, { primary, search, isEmptyHidden }: Grouping): readonly PropertyGroup[] {
  const wanted = search.trim().toLocaleLowerCase()
  const isShown = ({ label, value }: PropertyValue) => label.toLocaleLowerCase().includes(wanted) && !(isEmptyHidden && isEmpty(value))
  const lead = leadingProperties(record, primary)
  const groups = new Map<string, PropertyValue[]>()
  const rest = record.properties.filter((property) => !isHealth(property.name) && !lead.includes(property))
  for (const property of rest.filter(isShown)) {
    const name = property.group ?? ''
    groups.set(name, [...(groups.get(name) ?? []), property])
  }
  const named = [...groups].filter(([name]) => name !== '').map(([name, properties]) => toGroup(name, properties))
  const bare = groups.get('')
  const first = lead.filter(isShown)
  return [
    ...(first.length > 0 ? [{ id: 'primary', name: undefined, isPrimary: true, properties: first }] : []),
    ...named,
    ...(bare ? [{ id: 'other', name: undefined, isPrimary: false, properties: bare }] : []),
  ]
}

function toGroup(name: string, properties: readonly PropertyValue[]): PropertyGroup {
  return { id: `group ${name}`, name, isPrimary: false, properties }
}
function isEmpty(value: PropertyValue['value']): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
