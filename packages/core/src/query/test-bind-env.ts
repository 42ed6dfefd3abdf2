import type { ObjectTypeDefinition, PropertyDefinition, SchemaDefinition } from '../schema/definition.js'
import type { PropertyKind } from '../schema/value.js'
import type { BindEnv } from './binding.js'

export const propertyOf = (name: string, kind: PropertyKind): PropertyDefinition => ({ name, kind, label: name })
const typeOf = (name: string, more: Pick<ObjectTypeDefinition, 'properties' | 'associations'>): ObjectTypeDefinition => ({
  ...{ name, label: name, plural: `${name}s`, title: 'name', ownership: [], active: true },
  ...more,
})
export const company = typeOf('company', {
  properties: [
    propertyOf('name', 'string'),
    propertyOf('secret', 'string'),
    propertyOf('size', 'number'),
    propertyOf('arr', 'money'),
    propertyOf('renewalDate', 'date'),
    propertyOf('startDate', 'date'),
    propertyOf('createdAt', 'datetime'),
    propertyOf('tags', 'multi_enumeration'),
    propertyOf('csm', 'user'),
    propertyOf('extra', 'json'),
  ],
  associations: [{ name: 'deals', label: 'Deals', to: 'deal', edge: 'company-deal', forward: true }],
})
export const deal = typeOf('deal', {
  properties: [propertyOf('name', 'string'), propertyOf('closeDate', 'date'), propertyOf('openedDate', 'date')],
  associations: [{ name: 'company', label: 'Company', to: 'company', edge: 'company-deal', forward: false }],
})
export const schema: SchemaDefinition = new Map([company, deal].map((type) => [type.name, type]))

/** It is half past nine in Berlin, in the evening of the 21st. */
export const now = Date.parse('2026-11-21T20:30:40.500Z')
export function envOf(more: Partial<BindEnv> = {}): BindEnv {
  return {
    ...{ schema, user: 'u1', now, zone: 'Europe/Berlin' },
    resolve: (path) => path.replace(/^customer\./, 'company.'),
    checkReadable: () => {},
    policy: () => ({ all: [] }),
    teamMembers: () => [],
    deactivated: () => [],
    ...more,
  }
}
