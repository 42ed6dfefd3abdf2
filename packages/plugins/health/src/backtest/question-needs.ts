import { TenureError } from '@tenure/core/contract'
import type { CompileOptions, ReadNeeds } from '@tenure/core/score'
import { nameOf } from './decisions.js'
import type { Question } from './question.js'

type SchemaDefinition = CompileOptions['schema']

/** What has to be read to answer a question, and the property with the time of the activities that it asks about. */
export interface QuestionNeeds {
  readonly needs: ReadNeeds
  readonly happenedAt?: string | undefined
}

/** What a question needs besides what is read anyway. Errors: `input.invalid` where it does not fit the object type of the customers. */
export function needsOf(schema: SchemaDefinition, objectType: string, { outcome, when }: Question, read: ReadNeeds): QuestionNeeds {
  const type = schema.get(objectType)
  if (type === undefined) throw wrong(['objectType'], `There is no object type ${objectType}.`)
  const properties = new Set(read.properties)
  const links = new Map([...read.links].map(([name, names]) => [name, new Set(names)]))
  if (outcome.of === 'property') {
    for (const [key, path] of Object.entries({ property: outcome.property, date: outcome.date })) {
      if (path === undefined) continue
      const found = type.properties.find(({ name }) => path === `${objectType}.${name}`)
      if (found === undefined) throw wrong(['outcome', key], `There is no property ${path} of ${type.label}.`)
      if (key === 'date' && found.kind !== 'date' && found.kind !== 'datetime') throw wrong(['outcome', key], `${found.label} is no date.`)
      properties.add(found.name)
    }
    return { needs: { properties, links } }
  }
  if (when.form !== 'landmarks') throw wrong(['when'], 'An outcome by activities is compared on fixed days.')
  const end = type.associations.find(({ name }) => outcome.association === `${objectType}.${name}`)
  const at = end && schema.get(end.to)?.activity?.at
  if (end === undefined || at === undefined) throw wrong(['outcome', 'association'], `${outcome.association} leads to no activities.`)
  links.set(end.name, new Set([...(links.get(nameOf(outcome.association)) ?? []), at]))
  return { needs: { properties, links }, happenedAt: at }
}
function wrong(path: readonly string[], message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [...path], message }] })
}
