import { z } from 'zod'
import type { Reference } from '../../block/reference.js'
import type { Contribution } from '../../contract/contribution.js'
import type { Schema } from '../../schema/row.js'
import type { ShownPart } from './shown-parts.js'

type Json = Readonly<Record<string, unknown>>
interface Callable extends Contribution {
  readonly input?: Schema
  readonly output?: Schema
}

/**
 * The first field that this part names and that its source does not have. Only sources among `own` are looked at: the schemas of other
 * plugins are not known when a plugin is admitted.
 */
export function findMissingField({ name, references }: ShownPart, own: readonly Contribution[]): string | undefined {
  for (const reference of references.filter(({ fields }) => fields.length > 0)) {
    const source = own.find(({ id, kind }) => id === reference.id && kind === reference.kind)
    const known = source && fieldsOf(source as Callable, reference.where)
    const missing = known && reference.fields.find((field) => !known.has(field))
    if (known && missing !== undefined) return describe(name, reference, missing, known)
  }
  return undefined
}

function describe(where: string, { id, part, where: place }: Reference, field: string, known: ReadonlySet<string>): string {
  const has = known.size === 0 ? 'It has no fields.' : `It has ${[...known].join(', ')}.`
  return `${where}: \`${part}\` names ${JSON.stringify(field)}, which is not in ${places[place]} ${id}. ${has}`
}
const places: Readonly<Record<Reference['where'], string>> = {
  rows: 'the rows of',
  answer: 'the answer of',
  input: 'the input of',
}

/** Names of the fields; `undefined` where the schema allows any, or says it in a way that is not looked into. */
function fieldsOf({ input, output }: Callable, where: Reference['where']): ReadonlySet<string> | undefined {
  const schema = where === 'input' ? input : output
  if (schema === undefined) return where === 'input' ? new Set() : undefined
  const shown = where === 'rows' ? rowIn(schema) : schema
  if (shown instanceof z.ZodObject) return namesIn(shown)
  const written = toJson(schema, where === 'input' ? 'input' : 'output')
  return propertiesOf(where === 'rows' ? rowOf(written) : written)
}
// Most schemas are plain objects of zod, whose fields are there to be read; writing one out as JSON Schema takes a hundred times as long.
function namesIn({ def: { shape, catchall } }: z.ZodObject): ReadonlySet<string> | undefined {
  return catchall === undefined || catchall instanceof z.ZodNever ? new Set(Object.keys(shape)) : undefined
}
function rowIn(output: unknown): unknown {
  const list = output instanceof z.ZodObject ? output.def.shape['rows'] : output
  return list instanceof z.ZodArray ? list.element : undefined
}
function rowOf(answer: Json | undefined): Json | undefined {
  const list = answer?.['type'] === 'array' ? answer : (answer?.['properties'] as Json | undefined)?.['rows']
  return (list as Json | undefined)?.['items'] as Json | undefined
}
function propertiesOf(schema: Json | undefined): ReadonlySet<string> | undefined {
  if (typeof schema?.['type'] !== 'string') return undefined
  if (schema['type'] !== 'object') return new Set()
  const { properties, additionalProperties = false } = schema
  return additionalProperties === false ? new Set(Object.keys((properties as Json | undefined) ?? {})) : undefined
}
// A schema of another library cannot be described; what it allows is seen when it runs.
function toJson(schema: Schema, io: 'input' | 'output'): Json | undefined {
  try {
    return z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  } catch {
    return undefined
  }
}
