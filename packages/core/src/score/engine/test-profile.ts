import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { Value } from '../../schema/value.js'
import type { FilterPlace } from '../criterion/compile-filter.js'
import type { Facts } from '../criterion/facts.js'
import { createNeeds } from '../criterion/needs.js'
import type { Criterion } from '../model/criterion.js'
import type { ScoreProfile } from '../model/profile.js'
import { scoreProfileSchema } from '../model/profile-schema.js'
import { type CompiledProfile, compileProfile } from './compile-profile.js'

const numbers = ['a', 'b', 'c'].map((name) => ({ name, kind: 'number', label: name }) as const)

/** The built-in object types, for tests of scores; a company has the numbers a, b and c as well. */
export const testSchema: SchemaDefinition = new Map(
  builtInTypes.map((type) => [type.name, type.name === 'company' ? { ...type, properties: [...type.properties, ...numbers] } : type]),
)

/** A profile of companies with these groups and the defaults of everything else. */
export function aProfile(groups: readonly unknown[], rest: object = {}): ScoreProfile {
  return scoreProfileSchema.parse({ name: 'Test', objectType: 'company', groups, ...rest })
}
/** The same, ready to score. */
export function compiled(groups: readonly unknown[], rest: object = {}): CompiledProfile {
  return compileProfile(aProfile(groups, rest), { schema: testSchema })
}
/** A group of properties with that maximum. */
export function aGroup(id: string, maximum: number, criteria: readonly unknown[], rest: object = {}): unknown {
  return { id, name: id, kind: 'property', maximum, criteria, ...rest }
}
/** A criterion that earns the number that a property of the customer has. */
export function aNumber(id: string, property: string, steps: readonly number[], rest: object = {}): unknown {
  const ranges = steps.map((points) => ({ from: points, to: points + 1, points }))
  return { kind: 'number' satisfies Criterion['kind'], id, name: id, property: `company.${property}`, ranges, ...rest }
}
/** A customer with these values, and records at its associations. */
export function facts(
  values: Readonly<Record<string, Value>>,
  links: Readonly<Record<string, readonly Readonly<Record<string, Value>>[]>> = {},
): Facts {
  return {
    customer: { id: 'c', values },
    links: new Map(
      Object.entries(links).map(([name, records]) => [
        name,
        records.map((record, at) => ({ record: { id: String(record['id'] ?? `${name}${at}`), values: record }, labels: [] })),
      ]),
    ),
  }
}
/** Where a criterion of companies is compiled, with nothing that it needs yet. */
export function aPlace(schema: SchemaDefinition = testSchema): FilterPlace {
  return { schema, customer: schema.get('company') as ObjectTypeDefinition, needs: createNeeds() }
}
/** What is said where something is refused as `input.invalid`. */
export function issuesOf(make: () => unknown): unknown {
  try {
    return make()
  } catch (error) {
    return (error as { readonly problem?: { readonly details: { readonly issues?: unknown } } }).problem?.details.issues ?? error
  }
}
